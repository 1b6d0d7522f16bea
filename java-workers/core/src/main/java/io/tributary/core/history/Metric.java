package io.tributary.core.history;

/**
 * The metrics of the history: their names, units and meanings. Names are part of the contract:
 * others may come, none changes its meaning. One with braces stands for a family, such as {@code
 * type-{type}} for {@code type-integer}.
 */
public enum Metric {
  ARCHIVES_LISTED(Level.DAY, "archives-listed", "archives", "Listed, the missing ones too."),
  ARCHIVES_EXTRACTED(Level.DAY, "archives-extracted", "archives", "Extracted."),
  ARCHIVES_REFUSED(Level.DAY, "archives-refused", "archives", "Refused."),
  ARCHIVES_MISSING(
      Level.DAY, "archives-missing", "archives", "Listed by the marker, not at the source."),
  ARCHIVES_DUPLICATE(
      Level.DAY, "archives-duplicate", "archives", "With the bytes of an earlier name."),
  MEMBERS_EXTRACTED(Level.DAY, "members-extracted", "members", "Extracted from archives."),
  MEMBERS_IGNORED(Level.DAY, "members-ignored", "members", "Entries that are no tables' members."),
  MEMBERS_REFUSED(Level.DAY, "members-refused", "members", "Refused of archives that were not."),
  DAY_FINDINGS(Level.DAY, "findings-{severity}", "findings", "Of the whole day, of a severity."),
  FRESH(
      Level.DAY,
      "fresh",
      "0 or 1",
      "Whether the delivery was complete by the deadline; absent for days that were backfilled."),
  COMPLETE(
      Level.DAY,
      "complete",
      "0 or 1",
      "Whether no archive was missing or refused beyond what is tolerated, and all was extracted"
          + " and published."),
  CORRECT(Level.DAY, "correct", "0 or 1", "Whether no table's verdict was error or graver."),
  STAGE_SECONDS(
      Level.DAY, "{stage}-seconds", "seconds", "In which at least one of its instances ran."),
  STAGE_CPU_SECONDS(Level.DAY, "{stage}-cpu-seconds", "seconds", "CPU of all its attempts."),
  STAGE_FAILURES(Level.DAY, "{stage}-failures", "attempts", "That failed or crashed."),
  STAGE_NUMBER(
      Level.DAY, "{stage}-{number}", "the number's", "What its attempts counted, such as bytes."),

  TABLE_MEMBERS(Level.TABLE, "members", "members", "That count."),
  DELIVERED(Level.TABLE, "delivered", "records", "As extraction counted them."),
  PUBLISHED(Level.TABLE, "published", "0 or 1", "Whether the CSV belongs to this delivery."),
  TABLE_FINDINGS(Level.TABLE, "findings-{severity}", "findings", "On the table, of a severity."),
  MERGED(Level.TABLE, "merged", "rows", "Of the CSV."),
  QUARANTINED(Level.TABLE, "quarantined", "records", "In quarantine."),
  QUARANTINED_BY_REASON(
      Level.TABLE, "quarantined-{reason}", "records", "In quarantine for a reason."),
  QUARANTINE_RATIO(
      Level.TABLE,
      "quarantine-ratio",
      "share of 1",
      "Of the delivered records: those in quarantine, policies on duplicates and collisions left"
          + " out."),
  DROPPED(Level.TABLE, "dropped", "records", "Left out by a declared rule."),
  BYTES(Level.TABLE, "bytes", "bytes", "Of the CSV."),
  COLUMNS(Level.TABLE, "columns", "columns", "Of the CSV."),
  DUPLICATES(Level.TABLE, "duplicates", "rows", "Equal to an earlier one, where counted."),
  COLLISIONS(Level.TABLE, "collisions", "rows", "With an earlier one's key, where counted."),
  HEADER_CHANGES(
      Level.TABLE, "header-changes", "changes", "Of the headers against the baseline day."),
  REORDERED_MEMBERS(
      Level.TABLE, "reordered-members", "members", "Whose known columns come in another order."),
  TABLE_VIOLATIONS(
      Level.TABLE, "violations-{check}", "rows", "At fault in a contract's check of whole rows."),

  COLUMN_MEMBERS(Level.COLUMN, "members", "members", "That have the column."),
  NULLS(Level.COLUMN, "nulls", "rows", "In which it is NULL or absent."),
  NULL_RATIO(Level.COLUMN, "null-ratio", "share of 1", "Of the rows: those in which it is NULL."),
  EMPTIES(Level.COLUMN, "empties", "rows", "In which it is present and the empty field."),
  TYPE(Level.COLUMN, "type-{type}", "values", "Of the sampled rows that look like a type."),
  VALUES(Level.COLUMN, "values", "values", "That are there and not NULL."),
  DISTINCT(Level.COLUMN, "distinct", "values", "Distinct ones, about."),
  LEAST(Level.COLUMN, "least", "the column's", "The smallest value, where it is a number."),
  GREATEST(Level.COLUMN, "greatest", "the column's", "The greatest value, where it is a number."),
  MEAN(Level.COLUMN, "mean", "the column's", "Of the values that are numbers."),
  MEAN_LENGTH(Level.COLUMN, "mean-length", "bytes", "Of a value."),
  COLUMN_VIOLATIONS(
      Level.COLUMN, "violations-{check}", "rows", "At fault in a contract's check of the column.");

  private final Level level;
  private final String code;
  private final String unit;
  private final String meaning;

  Metric(Level level, String code, String unit, String meaning) {
    this.level = level;
    this.code = code;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** What a metric is of: the day, a table, a column of a table. */
  public enum Level {
    /** Lines without table and column. */
    DAY,
    /** Lines with a table. */
    TABLE,
    /** Lines with a table and a column. */
    COLUMN
  }

  /** What it is of. */
  public Level level() {
    return level;
  }

  /** The name in the history. */
  public String code() {
    return code;
  }

  /** What its values count. */
  public String unit() {
    return unit;
  }

  /** What it says, for people. */
  public String meaning() {
    return meaning;
  }

  /** The name of one of a family, its placeholders filled from left to right. */
  public String of(String... parts) {
    String name = code;
    for (String part : parts) {
      int open = name.indexOf('{');
      name = name.substring(0, open) + part + name.substring(name.indexOf('}', open) + 1);
    }
    return name;
  }
}
