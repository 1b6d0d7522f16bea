package io.tributary.core.document;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them, the same in every locale. */
public final class Figures {
  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Figures() {}

  /** {@code 812,440,112}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 1 row}, {@code 2,000 rows}. */
  public static String count(long value, String one, String many) {
    return count(value) + " " + (value == 1 ? one : many);
  }

  /** A share in percent with as many digits as it takes to tell it from 0 and 100. */
  public static String percent(double share) {
    double percent = share * 100;
    double fromEnd = Math.min(percent, 100 - percent);
    if (fromEnd == 0) {
      return Math.round(percent) + " %";
    }
    int digits = fromEnd >= 0.1 ? 1 : fromEnd >= 0.01 ? 2 : 4;
    return String.format(Locale.ROOT, "%." + digits + "f %%", percent);
  }

  /** {@code 9.8 TB}: powers of 1,000, as disks and networks are sold. */
  public static String bytes(long bytes) {
    return size((double) bytes);
  }

  /** {@code 2.0 GB/s}. */
  public static String rate(long bytes, double seconds) {
    return size(bytes / seconds) + "/s";
  }

  private static String size(double bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 999.95 && unit < SIZES.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, SIZES[unit]);
  }

  /** {@code 12 s}, {@code 0:41 min}, {@code 1:22 h}: never more than people want to know. */
  public static String duration(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    if (duration.toSeconds() < 60) {
      return duration.toSeconds() + " s";
    }
    if (duration.toHours() == 0) {
      return String.format(
          Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart());
    }
    return String.format(Locale.ROOT, "%d:%02d h", duration.toHours(), duration.toMinutesPart());
  }
}
