package io.tributary.core.document;

import io.tributary.core.store.ObjectStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code cleaned.json}: what {@code tributary clean} removed of a day, written before the first
 * object goes. Whoever misses something later finds here that it was not lost.
 *
 * @param version of this document's format
 * @param partner whose day
 * @param date which day
 * @param extracted the packed segments, if they were removed
 * @param quarantine the quarantine files, if they were removed
 * @param day all of the day, if that is being removed
 */
public record CleanedDay(
    int version,
    String partner,
    LocalDate date,
    Optional<Removal> extracted,
    Optional<Removal> quarantine,
    Optional<Removal> day) {
  /** The present format. */
  public static final int VERSION = 1;

  /**
   * What was removed.
   *
   * @param at when it began
   * @param objects how many there were
   * @param bytes of them
   */
  public record Removal(Instant at, long objects, long bytes) {}

  /** A day of which nothing was removed. */
  public static CleanedDay none(DayLayout layout) {
    return new CleanedDay(
        VERSION,
        layout.partner(),
        layout.date(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What was removed of a day. */
  public static CleanedDay of(ObjectStore store, DayLayout layout) {
    return Json.find(store, layout.cleaned(), CleanedDay.class).orElseGet(() -> none(layout));
  }

  /** Whether the quarantine files of what was published at a moment were removed since. */
  public boolean removedQuarantineSince(Instant published) {
    return quarantine.filter(removal -> removal.at().isAfter(published)).isPresent();
  }

  /** Whether the segments of a manifest that was written at a moment were removed since. */
  public boolean removedSegmentsSince(Instant written) {
    return last(extracted).filter(at -> at.isAfter(written)).isPresent();
  }

  /** The day on which the segments were removed, for messages: {@code 2025-03-25}. */
  public Optional<String> segmentsRemovedOn() {
    return last(extracted).map(CleanedDay::date);
  }

  /** The day on which the quarantine files were removed, for messages. */
  public Optional<String> quarantineRemovedOn() {
    return last(quarantine).map(CleanedDay::date);
  }

  /** When a part was last removed, alone or with the day. */
  private Optional<Instant> last(Optional<Removal> part) {
    return Stream.of(part, day)
        .flatMap(Optional::stream)
        .map(Removal::at)
        .max(Comparator.naturalOrder());
  }

  private static String date(Instant at) {
    return at.toString().substring(0, 10);
  }
}
