package io.tributary.core.config;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Parsers of times, dates and how dates are written. */
final class TimeText {
  /** Between them they tell year, week year, day of month and day of year apart. */
  private static final List<LocalDate> PROBES =
      List.of(
          LocalDate.of(2025, 3, 17),
          LocalDate.of(2024, 12, 30),
          LocalDate.of(2027, 1, 1),
          LocalDate.of(2028, 11, 9));

  private TimeText() {}

  static LocalTime time(String text) throws RefusedValue {
    try {
      return LocalTime.parse(text, DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT));
    } catch (DateTimeException e) {
      throw new RefusedValue("is no time of day", "write one such as \"06:00\"");
    }
  }

  static LocalDate date(String text) throws RefusedValue {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new RefusedValue("is no date", "write one such as 2025-03-17");
    }
  }

  static ZoneId zone(String text) throws RefusedValue {
    Set<String> known = ZoneId.getAvailableZoneIds();
    // Offsets such as +09:00 are left out: the scheduler takes names only.
    if (!known.contains(text)) {
      String advice =
          Spelling.nearest(text, known)
              .map(near -> "did you mean " + near + "?")
              .orElse("write one such as Asia/Seoul, Europe/Berlin or UTC");
      throw new RefusedValue("is no time zone", advice);
    }
    return ZoneId.of(text);
  }

  /** A pattern that writes each date so that it can be read back. */
  static String dateFormat(String text) throws RefusedValue {
    for (LocalDate probe : PROBES) {
      if (!writesAndReads(text, probe)) {
        throw new RefusedValue(
            "does not give each date a form of its own", "write one such as yyyyMMdd");
      }
    }
    return text;
  }

  private static boolean writesAndReads(String pattern, LocalDate date) {
    try {
      DateTimeFormatter format =
          new DateTimeFormatterBuilder()
              .appendPattern(pattern)
              .parseDefaulting(ChronoField.ERA, 1)
              .toFormatter(Locale.ROOT)
              .withResolverStyle(ResolverStyle.SMART);
      return LocalDate.parse(format.format(date), format).equals(date);
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }
}
