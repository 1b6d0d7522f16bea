package io.tributary.core.config;

import java.util.List;

/** Reads the {@code csv} block of a partner or of a table. */
final class CsvReader {
  private CsvReader() {}

  /** The block; what it leaves out is as in {@code base}. */
  static Kind<CsvDialect> kind(CsvDialect base, boolean table) {
    Key<Character> delimiter =
        Key.of(
            "delimiter",
            Kind.of(CsvText::delimiter),
            base.delimiter(),
            table ? "the partner's" : "`\",\"`",
            "Between fields: one ASCII character, or `tab`.");
    Key<Character> quote =
        Key.of(
            "quote",
            Kind.of(CsvText::quote),
            base.quote(),
            table ? "the partner's" : "`'\"'`",
            "Around fields with delimiters, quotes or line ends in them: one ASCII character, or"
                + " `none`.");
    Key<String> encoding =
        Key.of(
            "encoding",
            Kind.of(CsvText::encoding),
            base.encoding(),
            table ? "the partner's" : "`utf-8`",
            "Of the members, such as `utf-8`, `euc-kr`, `windows-1252` or `utf-16`; the product is"
                + " UTF-8.");
    return Kind.block(
        List.of(delimiter, quote, encoding),
        block -> {
          CsvDialect dialect =
              new CsvDialect(block.value(delimiter), block.value(quote), block.value(encoding));
          if (dialect.delimiter() == dialect.quote()) {
            block.refuse(
                block.has(quote) ? quote : delimiter,
                "is both delimiter and quote; write two different characters");
          }
          return dialect;
        });
  }
}
