package io.tributary.core.document;

import java.util.List;
import java.util.Optional;

/**
 * Something that a rule found.
 *
 * @param severity how grave
 * @param table where; empty for the day as a whole
 * @param column where; empty for the table as a whole
 * @param rule which rule, such as {@code null-ratio}, or the name of a contract's rule
 * @param message one sentence for a person
 * @param actual what is, for a person
 * @param expected what should be, for a person
 * @param action what became of the data
 * @param metric of the history that was judged, such as {@code nulls}; empty when there is none
 * @param value of that metric
 * @param band in which the value was expected
 * @param samples of rows at fault, {@link Sample#KEPT} at most
 */
public record Finding(
    Severity severity,
    Optional<String> table,
    Optional<String> column,
    String rule,
    String message,
    String actual,
    String expected,
    RuleAction action,
    Optional<String> metric,
    Optional<Double> value,
    Optional<Band> band,
    List<Sample> samples) {

  /** Absent values of documents that an earlier version wrote get their defaults. */
  public Finding {
    action = action == null ? RuleAction.PUBLISH : action;
    samples = samples == null ? List.of() : List.copyOf(samples);
  }

  /** A finding in words only, which lets the data be published. */
  public Finding(
      Severity severity,
      Optional<String> table,
      Optional<String> column,
      String rule,
      String message,
      String actual,
      String expected) {
    this(
        severity,
        table,
        column,
        rule,
        message,
        actual,
        expected,
        RuleAction.PUBLISH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same finding with what was measured. */
  public Finding measured(String itsMetric, double itsValue, Band itsBand) {
    return new Finding(
        severity,
        table,
        column,
        rule,
        message,
        actual,
        expected,
        action,
        Optional.of(itsMetric),
        Optional.of(itsValue),
        Optional.of(itsBand),
        samples);
  }

  /** The same finding with another action. */
  public Finding with(RuleAction itsAction) {
    return new Finding(
        severity, table, column, rule, message, actual, expected, itsAction, metric, value, band,
        samples);
  }

  /** The same finding with rows to look up. */
  public Finding with(List<Sample> itsSamples) {
    return new Finding(
        severity,
        table,
        column,
        rule,
        message,
        actual,
        expected,
        action,
        metric,
        value,
        band,
        itsSamples);
  }
}
