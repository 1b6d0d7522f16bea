package io.tributary.embedded.sample;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a sample table: how its values are made and which members have it.
 *
 * @param argument what stands behind the kind
 * @param choices the argument's parts, where it has several
 * @param in percent of the members that have it
 * @param oddDays whether only every other day has it
 */
record SampleColumn(
    String name,
    Kind kind,
    String argument,
    List<String> choices,
    int nullPercent,
    int in,
    boolean oddDays) {
  /** How values are made; see the comment in {@code tables.txt}. */
  enum Kind {
    KEY,
    KEY_DATE,
    KEY_CHOICE,
    ID,
    REF,
    INT,
    MONEY,
    RATIO,
    DATE,
    TIME,
    CHOICE,
    CODE,
    FLAG,
    PERSON,
    HOTEL,
    CITY,
    ADDRESS,
    EMAIL,
    PHONE,
    LINE,
    TEXT,
    JSON
  }

  private static final Pattern LINE =
      Pattern.compile(
          "\\s+(\\w+) ([\\w-]+)( .*?)??( null (\\d+)%)?( in (\\d+)%)?( gone (\\d+)%)?( odd-days)?");

  static SampleColumn parse(String line) {
    Matcher part = LINE.matcher(line);
    if (!part.matches()) {
      throw new IllegalArgumentException("Not a column: " + line);
    }
    int in = part.group(7) != null ? Integer.parseInt(part.group(7)) : 100;
    int gone = part.group(9) != null ? Integer.parseInt(part.group(9)) : 0;
    String argument = part.group(3) == null ? "" : part.group(3).strip();
    return new SampleColumn(
        part.group(1),
        Kind.valueOf(part.group(2).replace('-', '_').toUpperCase(Locale.ROOT)),
        argument,
        List.of(argument.split("\\|", -1)),
        part.group(5) == null ? 0 : Integer.parseInt(part.group(5)),
        in - gone,
        part.group(10) != null);
  }

  boolean isKey() {
    return switch (kind) {
      case KEY, KEY_DATE, KEY_CHOICE, ID -> true;
      default -> false;
    };
  }

  /** The number of values of a key column; the odometer goes on to the column before after them. */
  int radix() {
    return switch (kind) {
      case KEY, KEY_DATE -> Integer.parseInt(argument);
      case KEY_CHOICE -> choices.size();
      default -> Integer.MAX_VALUE;
    };
  }
}
