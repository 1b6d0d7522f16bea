package io.tributary.core.config;

import io.tributary.core.config.ToleranceSpec.Share;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parsers of durations, sizes and shares. */
final class Quantities {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|min|h|d)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?([a-z]*)");
  private static final Pattern SHARE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(%?)");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "min", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Quantities() {}

  /** {@code 60s}, {@code 5m}, {@code PT1H30M}, within bounds. */
  static Parser<Duration> duration(Duration least, Duration most) {
    return text -> {
      Duration duration = duration(text);
      if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
        throw new RefusedValue(
            "is out of bounds",
            "write " + words(least) + " at least and " + words(most) + " at most");
      }
      return duration;
    };
  }

  private static Duration duration(String text) throws RefusedValue {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new RefusedValue("is no duration", "write one such as 60s, 5m, 2h or PT1H30M");
    }
  }

  private static String words(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    return duration.toSeconds() % 3600 == 0 && !duration.isZero()
        ? duration.toHours() + "h"
        : duration.toSeconds() + "s";
  }

  /**
   * {@code 32MB}, {@code 1GiB} or plain bytes, within bounds. MB and MiB alike are 1,048,576 bytes,
   * as to the JVM and to Spark.
   */
  static Parser<Long> size(String least, String most) {
    return text -> {
      long bytes = bytes(text);
      if (bytes < bytes(least) || bytes > bytes(most)) {
        throw new RefusedValue(
            "is out of bounds", "write " + least + " at least and " + most + " at most");
      }
      return bytes;
    };
  }

  private static long bytes(String text) throws RefusedValue {
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      int power = "bkmgtp".indexOf((matcher.group(2) + "b").charAt(0));
      boolean unit = matcher.group(2).matches("b?|[kmgtp](i?b)?");
      if (unit && (power > 0 || matcher.group(1).indexOf('.') < 0)) {
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(power(power));
        // Larger than any bound; the comparison with the bounds refuses it.
        return bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
      }
    }
    throw new RefusedValue("is no size", "write one such as 32MB, 1GiB or 1048576");
  }

  private static BigDecimal power(int power) {
    return BigDecimal.valueOf(1024).pow(power);
  }

  /** A number of things, or a percentage of all. */
  static Share share(String text) throws RefusedValue {
    Matcher matcher = SHARE.matcher(text);
    if (matcher.matches()) {
      double value = Double.parseDouble(matcher.group(1));
      boolean percent = !matcher.group(2).isEmpty();
      if (percent ? value <= 100 : value == Math.rint(value)) {
        return new Share(value, percent);
      }
    }
    throw new RefusedValue(
        "is no share", "write a whole number such as 3, or a percentage such as 0.1%");
  }

  /** A percentage within bounds, as a share of 1. */
  static Parser<Double> percent(int least, int most) {
    return text -> {
      Matcher matcher = SHARE.matcher(text);
      if (!matcher.matches() || matcher.group(2).isEmpty()) {
        throw new RefusedValue("is no percentage", "write one such as 5% or 0.5%");
      }
      return within(matcher.group(1), least, most, "%").movePointLeft(2).doubleValue();
    };
  }

  /** A number within bounds, with or without decimals. */
  static Parser<Double> decimal(int least, int most) {
    return text -> {
      if (!DECIMAL.matcher(text).matches()) {
        throw new RefusedValue("is no number", "write one such as 3 or 3.5");
      }
      return within(text, least, most, "").doubleValue();
    };
  }

  private static BigDecimal within(String text, int least, int most, String unit)
      throws RefusedValue {
    BigDecimal number = new BigDecimal(text);
    if (number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new RefusedValue(
          "is out of bounds",
          "write " + least + unit + " at least and " + most + unit + " at most");
    }
    return number;
  }
}
