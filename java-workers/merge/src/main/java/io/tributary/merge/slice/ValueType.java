package io.tributary.merge.slice;

import java.util.Locale;

/** How a value looks, in the order of the metrics arrays. */
public enum ValueType {
  /** Digits, perhaps with a sign. */
  INTEGER,
  /** Digits with a point or an exponent. */
  DECIMAL,
  /** {@code true} or {@code false}, in any case. */
  BOOLEAN,
  /** {@code 2025-03-17} or with slashes. */
  DATE,
  /** A date, {@code T} or a space, a time, perhaps a zone. */
  TIMESTAMP,
  /** Anything else. */
  TEXT;

  private static final int DATE_LENGTH = 10;

  /** As metrics have it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ValueType of(byte[] bytes, int from, int to) {
    byte first = bytes[from];
    if (first >= '0' && first <= '9') {
      if (to - from >= DATE_LENGTH && date(bytes, from)) {
        return to - from == DATE_LENGTH
            ? DATE
            : time(bytes, from + DATE_LENGTH, to) ? TIMESTAMP : TEXT;
      }
      return number(bytes, from, to);
    }
    if (first == '-' || first == '+' || first == '.') {
      return number(bytes, from, to);
    }
    return word(bytes, from, to, "true") || word(bytes, from, to, "false") ? BOOLEAN : TEXT;
  }

  private static ValueType number(byte[] bytes, int from, int to) {
    int at = bytes[from] == '-' || bytes[from] == '+' ? from + 1 : from;
    int whole = digits(bytes, at, to);
    at += whole;
    if (at == to) {
      return whole > 0 ? INTEGER : TEXT;
    }
    int fraction = 0;
    if (bytes[at] == '.') {
      fraction = digits(bytes, at + 1, to);
      at += 1 + fraction;
    }
    if (whole + fraction == 0) {
      return TEXT;
    }
    if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
        at++;
      }
      int exponent = digits(bytes, at, to);
      at += exponent;
      return exponent > 0 && at == to ? DECIMAL : TEXT;
    }
    return at == to ? DECIMAL : TEXT;
  }

  private static int digits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - from;
  }

  private static boolean date(byte[] bytes, int from) {
    byte dash = bytes[from + 4];
    if ((dash != '-' && dash != '/')
        || bytes[from + 7] != dash
        || digits(bytes, from, from + 4) < 4) {
      return false;
    }
    int month = pair(bytes, from + 5);
    int day = pair(bytes, from + 8);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  private static int pair(byte[] bytes, int from) {
    return digits(bytes, from, from + 2) == 2
        ? (bytes[from] - '0') * 10 + bytes[from + 1] - '0'
        : -1;
  }

  /** {@code [T ]hh:mm[:ss[.fraction]][Z|±hh[:]mm]}. */
  private static boolean time(byte[] bytes, int from, int to) {
    int at = from + 1;
    if ((bytes[from] != 'T' && bytes[from] != ' ') || at + 5 > to || bytes[at + 2] != ':') {
      return false;
    }
    if (pair(bytes, at) < 0 || pair(bytes, at) > 24 || pair(bytes, at + 3) < 0) {
      return false;
    }
    at += 5;
    if (at + 3 <= to && bytes[at] == ':') {
      if (pair(bytes, at + 1) < 0) {
        return false;
      }
      at += 3;
      if (at < to && bytes[at] == '.') {
        at += 1 + digits(bytes, at + 1, to);
      }
    }
    return at == to || zone(bytes, at, to);
  }

  private static boolean zone(byte[] bytes, int from, int to) {
    if (bytes[from] == 'Z') {
      return from + 1 == to;
    }
    if (bytes[from] != '+' && bytes[from] != '-') {
      return false;
    }
    int length = to - from;
    return (length == 3 && pair(bytes, from + 1) >= 0)
        || (length == 5 && digits(bytes, from + 1, to) == 4)
        || (length == 6
            && pair(bytes, from + 1) >= 0
            && bytes[from + 3] == ':'
            && pair(bytes, from + 4) >= 0);
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
}
