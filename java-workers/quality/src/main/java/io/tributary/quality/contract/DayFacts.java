package io.tributary.quality.contract;

import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * What is known of a delivery as a whole.
 *
 * @param listed archives that the partner announced
 * @param missing of these, what never came
 * @param frozen when the delivery was complete, in the partner's time zone
 * @param due when it was due, in the partner's time zone, by the partner file's deadline
 */
public record DayFacts(long listed, long missing, ZonedDateTime frozen, ZonedDateTime due) {
  /** The same day's delivery, due at another time of the day on which it was due. */
  ZonedDateTime dueAt(LocalTime time) {
    return due.with(time);
  }
}
