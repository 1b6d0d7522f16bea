package io.tributary.core.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code alerts/{key}.json}: who has been told of one finding of a day. It is what makes many runs
 * send one alert: an attempt claims it by a conditional write before it sends, and completes it
 * afterwards.
 *
 * @param version of this document's format
 * @param key of the finding within its day: rule, table and column, and a hash of the three
 * @param partner whose day
 * @param date which day
 * @param rule that found it
 * @param table where; empty for the day as a whole
 * @param column where; empty for the table as a whole
 * @param severity the gravest that anybody was told, or is to be
 * @param message as told
 * @param stage how far telling has come
 * @param occurrence from 1: rises when what was resolved is found again
 * @param raised when it was first claimed, in this occurrence
 * @param changed when this was written
 * @param claim who is sending at present; empty when nobody is
 * @param told receivers with the severity that they were told of last
 * @param problems receivers that could not be told, and why
 * @param covers findings that a summary of the rest stands for: key, {@code =}, severity
 */
public record AlertState(
    int version,
    String key,
    String partner,
    LocalDate date,
    String rule,
    Optional<String> table,
    Optional<String> column,
    Severity severity,
    String message,
    Stage stage,
    int occurrence,
    Instant raised,
    Instant changed,
    Optional<String> claim,
    Map<String, Severity> told,
    Map<String, String> problems,
    List<String> covers) {
  /** The present format. */
  public static final int VERSION = 1;

  /** How far telling has come. */
  public enum Stage {
    /** Claimed: somebody is sending, or crashed while doing so. */
    SENDING,
    /** Everybody who wants to know was told. */
    TOLD,
    /** Somebody could not be told; the next run tries again. */
    UNDELIVERED,
    /** No longer found, and everybody who was told knows. */
    RESOLVED
  }

  public AlertState {
    told = Collections.unmodifiableMap(new TreeMap<>(told));
    problems = Collections.unmodifiableMap(new TreeMap<>(problems));
    covers = List.copyOf(covers);
  }
}
