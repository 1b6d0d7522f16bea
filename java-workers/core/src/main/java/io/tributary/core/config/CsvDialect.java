package io.tributary.core.config;

import java.io.Serializable;

/**
 * The {@code csv} block: how a partner, or one of its tables, writes CSV.
 *
 * <pre>{@code
 * csv: {delimiter: ",", quote: '"', encoding: utf-8}
 * }</pre>
 *
 * @param delimiter one ASCII character
 * @param quote one ASCII character, or {@link #NO_QUOTE}
 * @param encoding the name of a character set that Java knows, in lower case
 */
public record CsvDialect(char delimiter, char quote, String encoding) implements Serializable {
  /** Stands for "fields are never quoted" ({@code quote: none}). */
  public static final char NO_QUOTE = '\0';

  /** RFC 4180 in UTF-8. */
  public static final CsvDialect DEFAULT = new CsvDialect(',', '"', "utf-8");
}
