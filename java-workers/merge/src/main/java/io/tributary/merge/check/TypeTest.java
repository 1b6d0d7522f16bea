package io.tributary.merge.check;

import io.tributary.merge.measure.Decimal;
import io.tributary.quality.contract.LogicalType;

/**
 * Values of a type, written the usual way: numbers with a point, dates and times as in ISO 8601.
 */
final class TypeTest {
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int DATE_LENGTH = 10;

  private TypeTest() {}

  static ValueEvaluator of(LogicalType type) {
    return switch (type) {
      case STRING -> (bytes, from, to) -> true;
      case INTEGER -> TypeTest::integer;
      case NUMBER -> number();
      case BOOLEAN ->
          (bytes, from, to) -> word(bytes, from, to, "true") || word(bytes, from, to, "false");
      case DATE -> (bytes, from, to) -> to - from == DATE_LENGTH && date(bytes, from);
      case TIMESTAMP -> TypeTest::timestamp;
      case TIME -> TypeTest::time;
    };
  }

  private static ValueEvaluator number() {
    Decimal number = new Decimal();
    return (bytes, from, to) -> from < to && number.read(bytes, from, to);
  }

  private static boolean integer(byte[] bytes, int from, int to) {
    boolean signed = from < to && (bytes[from] == '-' || bytes[from] == '+');
    int first = signed ? from + 1 : from;
    return first < to && digits(bytes, first, to) == to - first;
  }

  private static boolean word(byte[] bytes, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((bytes[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean date(byte[] bytes, int from) {
    if (bytes[from + 4] != '-' || bytes[from + 7] != '-' || digits(bytes, from, from + 4) < 4) {
      return false;
    }
    int month = pair(bytes, from + 5);
    int day = pair(bytes, from + 8);
    if (month < 1 || month > 12 || day < 1) {
      return false;
    }
    int year = 100 * pair(bytes, from) + pair(bytes, from + 2);
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= DAYS[month - 1] + (month == 2 && leap ? 1 : 0);
  }

  private static boolean timestamp(byte[] bytes, int from, int to) {
    int between = from + DATE_LENGTH;
    return to > between + 1
        && date(bytes, from)
        && (bytes[between] == 'T' || bytes[between] == ' ')
        && time(bytes, between + 1, to);
  }

  /** {@code hh:mm[:ss[.fraction]][Z|±hh[[:]mm]]}. */
  private static boolean time(byte[] bytes, int from, int to) {
    if (from + 5 > to || bytes[from + 2] != ':' || !below(bytes, from, 24)) {
      return false;
    }
    if (!below(bytes, from + 3, 60)) {
      return false;
    }
    int at = from + 5;
    if (at + 3 <= to && bytes[at] == ':') {
      if (!below(bytes, at + 1, 60)) {
        return false;
      }
      at += 3;
      if (at < to && (bytes[at] == '.' || bytes[at] == ',')) {
        int fraction = digits(bytes, at + 1, to);
        if (fraction == 0) {
          return false;
        }
        at += 1 + fraction;
      }
    }
    return at == to || zone(bytes, at, to);
  }

  private static boolean zone(byte[] bytes, int from, int to) {
    if (bytes[from] == 'Z') {
      return from + 1 == to;
    }
    if ((bytes[from] != '+' && bytes[from] != '-')
        || to - from < 3
        || !below(bytes, from + 1, 24)) {
      return false;
    }
    int colon = to - from > 3 && bytes[from + 3] == ':' ? 1 : 0;
    return to - from == 3 || (to - from == 5 + colon && below(bytes, from + 3 + colon, 60));
  }

  private static boolean below(byte[] bytes, int at, int limit) {
    int value = pair(bytes, at);
    return value >= 0 && value < limit;
  }

  private static int pair(byte[] bytes, int from) {
    int tens = bytes[from] - '0';
    int ones = bytes[from + 1] - '0';
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : -1;
  }

  private static int digits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - from;
  }
}
