package io.tributary.cli.plan;

import java.math.BigDecimal;
import java.util.Locale;

/** Figures as people read them, in any locale the same. */
final class Figures {
  private Figures() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String count(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** Two figures behind the point below ten, one below a hundred, none above. */
  static String rounded(double number) {
    int decimals = number < 10 ? 2 : number < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }

  static String gigabytes(long bytes) {
    return rounded(bytes / 1e9) + " GB";
  }

  static String exact(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
