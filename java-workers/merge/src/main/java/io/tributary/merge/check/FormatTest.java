package io.tributary.merge.check;

import io.tributary.quality.contract.LogicalType;
import java.nio.charset.StandardCharsets;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** A date or a time in a format of its own, that the calendar has: no 30th of February. */
final class FormatTest implements ValueEvaluator {
  private static final int LONGEST = 200;

  private final DateTimeFormatter format;

  FormatTest(LogicalType type, String format) {
    if (type != LogicalType.DATE && type != LogicalType.TIMESTAMP && type != LogicalType.TIME) {
      throw new IllegalArgumentException("a " + type + " has no format, but " + format);
    }
    this.format =
        DateTimeFormatter.ofPattern(prolepticYears(format), Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  /** Strict reading wants an era with {@code y}, which nobody writes; {@code u} needs none. */
  private static String prolepticYears(String format) {
    StringBuilder years = new StringBuilder(format);
    boolean quoted = false;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      quoted ^= c == '\'';
      if (c == 'G' && !quoted) {
        return format;
      }
      if (c == 'y' && !quoted) {
        years.setCharAt(i, 'u');
      }
    }
    return years.toString();
  }

  @Override
  public boolean passes(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return false;
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    ParsePosition end = new ParsePosition(0);
    if (format.parseUnresolved(text, end) == null || end.getIndex() < text.length()) {
      return false;
    }
    try {
      format.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
