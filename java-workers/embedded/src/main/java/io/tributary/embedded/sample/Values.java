package io.tributary.embedded.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Makes the values of one day's rows. */
final class Values {
  private static final List<String> NULLS = List.of("", "", "", "NULL", "\\N");

  private final Random random;
  private final Phrases phrases;
  private final LocalDate date;

  Values(Random random, LocalDate date) {
    this.random = random;
    this.phrases = new Phrases(random);
    this.date = date;
  }

  /** The value of a column in the table's row of the given number. */
  String next(SampleTable table, SampleColumn column, int row) {
    if (column.isKey()) {
      return key(table, column, row);
    }
    if (random.nextInt(100) < column.nullPercent()) {
      return phrases.one(NULLS);
    }
    String argument = column.argument();
    return switch (column.kind()) {
      case REF -> Integer.toString(1 + random.nextInt(Integer.parseInt(argument)));
      case INT -> Integer.toString(between(argument));
      case MONEY -> between(argument) + "." + digits(random.nextInt(100), 2);
      case RATIO -> "0." + digits(random.nextInt(1000), 3);
      case DATE -> date.minusDays(random.nextInt(Integer.parseInt(argument))).toString();
      case TIME -> time();
      case CHOICE -> phrases.one(column.choices());
      case CODE -> code(Integer.parseInt(argument));
      case FLAG -> random.nextBoolean() ? "Y" : "N";
      case PERSON -> phrases.person();
      case HOTEL -> phrases.hotel();
      case CITY -> phrases.city();
      case ADDRESS -> phrases.address();
      case EMAIL -> code(8) + "@guest.example";
      case PHONE -> "+82-10-" + (1000 + random.nextInt(9000)) + "-" + (1000 + random.nextInt(9000));
      case LINE -> phrases.line();
      case TEXT -> phrases.text();
      case JSON -> phrases.json();
      default -> throw new IllegalStateException(column.toString());
    };
  }

  /** Composite keys count up like an odometer, the last key column fastest, so none comes twice. */
  private String key(SampleTable table, SampleColumn column, int row) {
    int rest = row;
    List<SampleColumn> keys = table.keyColumns();
    for (int i = keys.size() - 1; !keys.get(i).equals(column); i--) {
      rest /= keys.get(i).radix();
    }
    int digit = rest % column.radix();
    return switch (column.kind()) {
      case KEY -> Integer.toString(digit + 1);
      case KEY_DATE -> date.plusDays(digit).toString();
      case KEY_CHOICE -> column.choices().get(digit);
      default -> column.argument() + digits(digit + 1, 8);
    };
  }

  private int between(String range) {
    int dots = range.indexOf("..");
    int from = Integer.parseInt(range, 0, dots, 10);
    int to = Integer.parseInt(range, dots + 2, range.length(), 10);
    return from + random.nextInt(to - from);
  }

  private String time() {
    String hour = digits(random.nextInt(24), 2);
    return date
        + " "
        + hour
        + ":"
        + digits(random.nextInt(60), 2)
        + ":"
        + digits(random.nextInt(60), 2);
  }

  private static String digits(int number, int width) {
    String digits = Integer.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }

  private String code(int length) {
    StringBuilder code = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      code.append(Character.forDigit(random.nextInt(16), 16));
    }
    return code.toString();
  }
}
