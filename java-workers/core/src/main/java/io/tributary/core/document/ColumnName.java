package io.tributary.core.document;

import java.util.Locale;
import java.util.regex.Pattern;

/** When two column names mean the same column. */
public final class ColumnName {
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u3000]+");

  private ColumnName() {}

  /**
   * The form in which names are compared: trimmed, lower case, inner white space as one {@code _}.
   */
  public static String normalised(String name) {
    String spaced = SPACES.matcher(name).replaceAll(" ").strip();
    return spaced.toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
