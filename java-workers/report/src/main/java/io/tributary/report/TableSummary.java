package io.tributary.report;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes one table's line of the summary, and its findings, of what was delivered and published. */
final class TableSummary {
  private final PublishedTable published;
  private final TableTally tally;
  private final Optional<ExpectedTables.Reason> expected;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A line of a table.
   *
   * @param expected why the table is looked for, if it is
   */
  TableSummary(
      PublishedTable published, TableTally tally, Optional<ExpectedTables.Reason> expected) {
    this.published = published;
    this.tally = tally;
    this.expected = expected;
    published.metadata().filter(unused -> published.published()).ifPresent(this::judged);
    published.metadata().filter(unused -> held()).ifPresent(this::held);
    state();
  }

  /** What merge's rules found, and what is found by holding both counts against each other. */
  List<Finding> findings() {
    return findings;
  }

  String table() {
    return published.table();
  }

  /** Whether the day's rows were judged by rules. */
  boolean judged() {
    return published.published();
  }

  /**
   * The line.
   *
   * @param all findings of the day, of which those of the table make its verdict
   */
  Summary.Table line(List<Finding> all) {
    Severity verdict =
        all.stream()
            .filter(finding -> finding.table().equals(Optional.of(table())))
            .map(Finding::severity)
            .reduce(Severity.OK, Severity::or);
    if (!published.published()) {
      return new Summary.Table(tally.members(), tally.records(), 0, 0, 0, 0, 0, verdict, false);
    }
    TableMetadata metadata = published.metadata().orElseThrow();
    TableMetadata.Counts counts = metadata.counts();
    PublicationMarker marker = published.marker().orElseThrow();
    return new Summary.Table(
        counts.members(),
        counts.delivered(),
        counts.merged(),
        counts.quarantined(),
        counts.dropped(),
        marker.bytes(),
        metadata.columns().size(),
        verdict,
        true);
  }

  private boolean held() {
    return published.state() == PublishedTable.State.HELD;
  }

  /** What the rules found on rows that nobody can read: whoever asks why has to see it. */
  private void held(TableMetadata metadata) {
    findings.addAll(metadata.quality().findings());
  }

  private void judged(TableMetadata metadata) {
    findings.addAll(metadata.quality().findings());
    boolean known = findings.stream().anyMatch(finding -> finding.rule().equals("conservation"));
    if (known) {
      return;
    }
    for (String gap : Conservation.gaps(tally, published.marker().orElseThrow(), metadata)) {
      findings.add(finding(Severity.CRITICAL, "conservation", gap, "equal counts"));
    }
  }

  private void state() {
    String delivered = Figures.count(tally.records(), "delivered record", "delivered records");
    switch (published.state()) {
      case PUBLISHED -> {}
      case UNREADABLE ->
          findings.add(
              finding(
                  Severity.ERROR,
                  "not-published",
                  published.problem().orElse("cannot be read"),
                  "a whole publication"));
      case HELD ->
          findings.add(
              finding(
                  Severity.ERROR,
                  "not-published",
                  published.marker().isPresent()
                      ? "held back by a rule; what was published earlier stays"
                      : "held back by a rule, and nothing is published",
                  delivered + " published"));
      case OLDER ->
          findings.add(
              finding(
                  Severity.ERROR,
                  "not-published",
                  tally.delivered()
                      ? "not published: what lies there is of an older delivery"
                      : "not delivered, but an older delivery's table lies there",
                  delivered + " published"));
      case ABSENT ->
          findings.add(
              tally.delivered()
                  ? finding(
                      Severity.ERROR, "not-published", "not published", delivered + " published")
                  : finding(
                      tally.members() > 0
                          ? Severity.WARN
                          : expected.map(ExpectedTables.Reason::severity).orElse(Severity.WARN),
                      "expected-table",
                      tally.members() > 0
                          ? "delivered without a header or a record"
                          : expected.map(why -> why.words() + ", but not").orElse("not")
                              + " delivered",
                      "members of the table"));
    }
  }

  private Finding finding(Severity severity, String rule, String message, String expected) {
    return new Finding(
        severity,
        Optional.of(published.table()),
        Optional.empty(),
        rule,
        message,
        published.state().name().toLowerCase(Locale.ROOT),
        expected);
  }
}
