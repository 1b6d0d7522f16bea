package io.tributary.quality.contract;

import io.tributary.core.config.Spelling;
import io.tributary.core.document.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a rule's number counts. */
enum Unit {
  ROWS,
  PERCENT;

  private static final List<String> WORDS = List.of("rows", "percent");

  /** The unit of a rule; rows when it says nothing. */
  static Unit of(Item rule) {
    Optional<Item> written = rule.at("unit");
    if (written.isEmpty() || !written.get().node().isTextual()) {
      return ROWS;
    }
    String word = written.get().node().textValue().toLowerCase(Locale.ROOT);
    if (!WORDS.contains(word)) {
      written.get().refuse("is no unit of a rule; " + Spelling.advice(word, WORDS));
      return ROWS;
    }
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** So many of so many, in this unit. */
  double of(double part, double whole) {
    if (this == ROWS) {
      return part;
    }
    return whole == 0 ? 0 : 100 * part / whole;
  }

  /** So many of so many, in this unit. */
  double of(long part, long whole) {
    return of((double) part, (double) whole);
  }

  /** A number of this unit as a number of rows. */
  double rows(double value, double whole) {
    return this == ROWS ? value : value * whole / 100;
  }

  /** A number of this unit for people. */
  String figure(double value) {
    return this == ROWS ? number(value) + (value == 1 ? " row" : " rows") : number(value) + " %";
  }

  /** A number for people: a count, or with as many digits as it has, five at most. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Figures.count((long) value);
    }
    double size = Math.abs(value);
    if (size < 1e-5 || size >= 1e15) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    int digits = size >= 1 ? 3 : 5;
    return String.format(Locale.ROOT, "%,." + digits + "f", value)
        .replaceAll("(\\.\\d*?)0+$", "$1")
        .replaceAll("\\.$", "");
  }
}
