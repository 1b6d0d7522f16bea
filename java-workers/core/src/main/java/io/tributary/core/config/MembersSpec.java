package io.tributary.core.config;

/**
 * The {@code members} block: how the CSV files in the archives are named.
 *
 * <pre>{@code
 * members:
 *   pattern: "{table_name}_{date}_{batch_id}.csv"
 *   date-format: yyyyMMdd
 *   other-dates: refuse
 * }</pre>
 *
 * @param pattern with {@code {table_name}}, {@code {date}} and {@code {batch_id}}
 * @param dateFormat of the date in the name, as in {@link java.time.format.DateTimeFormatter}
 * @param otherDates what becomes of members of another date
 */
public record MembersSpec(String pattern, String dateFormat, OtherDates otherDates) {
  /** The defaults of the block. */
  public static final MembersSpec DEFAULT =
      new MembersSpec("{table_name}_{date}_{batch_id}.csv", "yyyyMMdd", OtherDates.REFUSE);

  /** What becomes of members of another date than the day's. */
  public enum OtherDates {
    /** The member is refused ({@code wrong-date}). */
    REFUSE,
    /** The member is data like any other. */
    MERGE
  }
}
