package io.tributary.quality.contract;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * A contract's rule on the delivery as a whole. It stands with a table, as the standard has no
 * other place, and is judged once for the day.
 */
public sealed interface DayRule {
  /** The name of the rule without a contract in whose place this one judges. */
  String replaces();

  /** The name in findings. */
  String id();

  /** What the rule finds; empty when all is well. */
  List<Finding> judge(DayFacts facts);

  /**
   * Archives that were announced and never came.
   *
   * @param id of the rule
   * @param severity of a breach
   * @param description of the contract
   * @param limit on their number or share
   */
  record MissingArchives(String id, Severity severity, String description, ArchiveLimit limit)
      implements DayRule {
    /** The name of the rule in a contract. */
    static final String NAME = "missing-archives";

    @Override
    public String replaces() {
      return NAME;
    }

    @Override
    public List<Finding> judge(DayFacts facts) {
      if (limit.holds(facts.missing(), facts.listed())) {
        return List.of();
      }
      return List.of(
          finding(
              Figures.count(facts.missing(), "archive", "archives") + " missing at the source",
              Figures.count(facts.missing()) + " of " + Figures.count(facts.listed()),
              limit.words()));
    }
  }

  /**
   * The delivery is complete in time.
   *
   * @param id of the rule
   * @param severity of a breach
   * @param description of the contract
   * @param by when, on the day on which the partner file's deadline falls; empty: that deadline
   */
  record Freshness(String id, Severity severity, String description, Optional<LocalTime> by)
      implements DayRule {
    /** The name of the rule in a contract. */
    static final String NAME = "freshness";

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    @Override
    public String replaces() {
      return "deadline";
    }

    @Override
    public List<Finding> judge(DayFacts facts) {
      ZonedDateTime due = by.map(facts::dueAt).orElse(facts.due());
      if (!facts.frozen().isAfter(due)) {
        return List.of();
      }
      Duration late = Duration.between(due, facts.frozen());
      return List.of(
          finding(
              "the delivery was late by " + Figures.duration((double) late.toSeconds()),
              SHOWN.format(facts.frozen()),
              "complete by " + SHOWN.format(due)));
    }
  }

  /** The severity of a breach. */
  Severity severity();

  /** What the contract says of it; may be empty. */
  String description();

  /** A breach, on the day as a whole. */
  default Finding finding(String message, String actual, String expected) {
    String words = description().isBlank() ? message : message + " (" + description() + ")";
    return new Finding(
        severity(), Optional.empty(), Optional.empty(), id(), words, actual, expected);
  }
}
