package io.tributary.transfer.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.config.ColumnName;
import io.tributary.core.config.CsvDialect;
import io.tributary.core.document.RefusalReason;
import io.tributary.transfer.archive.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A member's header.
 *
 * @param columns names as delivered, unquoted
 * @param carriageReturns whether it ended with a lone {@code \r}, as then records do
 */
public record MemberHeader(List<String> columns, boolean carriageReturns) {
  public MemberHeader {
    columns = List.copyOf(columns);
  }

  /**
   * Reads a header line without its line end.
   *
   * @throws RefusedException when it cannot be a header, or names columns twice or not at all
   */
  static MemberHeader parse(byte[] line, CsvDialect dialect, boolean carriageReturns) {
    MemberHeader header = new MemberHeader(fields(decode(line), dialect), carriageReturns);
    header.check();
    return header;
  }

  /**
   * The line that stands for this header in a segment: quoted where it must be, with {@code \n}.
   */
  public byte[] line(CsvDialect dialect) {
    StringBuilder line = new StringBuilder();
    for (String column : columns) {
      line.append(line.length() == 0 ? "" : dialect.delimiter()).append(field(column, dialect));
    }
    return line.append('\n').toString().getBytes(UTF_8);
  }

  private static String field(String column, CsvDialect dialect) {
    char quote = dialect.quote();
    boolean plain =
        quote == CsvDialect.NO_QUOTE
            || (column.indexOf(dialect.delimiter()) < 0
                && column.indexOf(quote) < 0
                && column.indexOf('\n') < 0
                && column.indexOf('\r') < 0);
    String twice = "" + quote + quote;
    return plain ? column : quote + column.replace("" + quote, twice) + quote;
  }

  private void check() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = ColumnName.normalise(columns.get(i));
      if (name.isEmpty()) {
        throw new RefusedException(
            RefusalReason.BLANK_COLUMN, "column " + (i + 1) + " of the header has no name");
      }
      if (!names.add(name)) {
        throw new RefusedException(
            RefusalReason.DUPLICATE_COLUMN, "the header has two columns '" + shown(name) + "'");
      }
    }
    // A row of numbers and dates in place of the header is a member that has none.
    if (columns.stream().noneMatch(name -> name.codePoints().anyMatch(Character::isLetter))) {
      throw malformed("no column name has a letter: the header seems to be missing");
    }
  }

  /** The fields of a line without its line end. */
  static List<String> fields(String line, CsvDialect dialect) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    do {
      boolean quoted =
          dialect.quote() != CsvDialect.NO_QUOTE
              && at < line.length()
              && line.charAt(at) == dialect.quote();
      StringBuilder field = new StringBuilder();
      int end =
          quoted ? quotedField(line, at, dialect, field) : plainField(line, at, dialect, field);
      fields.add(field.toString());
      at = end + 1;
    } while (at <= line.length());
    return fields;
  }

  private static int plainField(String line, int from, CsvDialect dialect, StringBuilder field) {
    int delimiter = line.indexOf(dialect.delimiter(), from);
    int end = delimiter < 0 ? line.length() : delimiter;
    field.append(line, from, end);
    if (dialect.quote() != CsvDialect.NO_QUOTE && field.indexOf("" + dialect.quote()) >= 0) {
      throw malformed("the header has a stray quote in '" + shown(field.toString()) + "'");
    }
    return end;
  }

  private static int quotedField(String line, int from, CsvDialect dialect, StringBuilder field) {
    char quote = dialect.quote();
    int at = from + 1;
    while (true) {
      int next = line.indexOf(quote, at);
      field.append(line, at, next);
      boolean escaped = next + 1 < line.length() && line.charAt(next + 1) == quote;
      if (!escaped) {
        if (next + 1 < line.length() && line.charAt(next + 1) != dialect.delimiter()) {
          throw malformed("the header has a stray quote behind '" + shown(field.toString()) + "'");
        }
        return next + 1;
      }
      field.append(quote);
      at = next + 2;
    }
  }

  /** A line as text; only what is valid. */
  static String decode(byte[] line) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("the header has bytes that are invalid in the table's encoding");
    }
    if (text.indexOf('\0') >= 0) {
      throw malformed("the header holds a NUL");
    }
    return text;
  }

  private static String shown(String text) {
    return (text.length() > 80 ? text.substring(0, 80) + "…" : text).replaceAll("\\p{Cntrl}", "?");
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(RefusalReason.MALFORMED_HEADER, detail);
  }
}
