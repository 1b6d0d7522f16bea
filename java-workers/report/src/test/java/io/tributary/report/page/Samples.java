package io.tributary.report.page;

import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small days for tests of the pages. */
final class Samples {
  static final LocalDate DATE = LocalDate.of(2025, 3, 17);

  private Samples() {}

  static Summary.Table published(Severity verdict) {
    return new Summary.Table(1, 10, 9, 1, 0, 100, 2, verdict, true);
  }

  static Summary.Table unpublished() {
    return new Summary.Table(1, 10, 0, 0, 0, 0, 0, Severity.ERROR, false);
  }

  static Summary.Table absent() {
    return new Summary.Table(0, 0, 0, 0, 0, 0, 0, Severity.WARN, false);
  }

  static Finding finding(Severity severity, String table, String message) {
    return new Finding(
        severity,
        Optional.of(table).filter(name -> !name.isEmpty()),
        Optional.empty(),
        "rule",
        message,
        "is",
        "should be");
  }

  static Summary summary(Map<String, Summary.Table> tables, Finding... findings) {
    return new Summary(
        Summary.VERSION,
        "acme",
        DATE,
        Severity.ERROR,
        "run",
        Instant.EPOCH,
        new Summary.Archives(3, 1, 1, 1, 0),
        new Summary.Members(1, 0, 0),
        tables,
        Map.of(),
        List.of(findings),
        List.of(new Summary.Refusal("=cmd|'x'!A1", Optional.of("a,\"b\".csv"), "wrong-date")),
        List.of("-b.tar.gz"),
        Map.of(),
        List.of(),
        "file:///lake/acme/2025-03-17/report.html",
        Optional.of(new Summary.Delivery(Instant.EPOCH, Instant.EPOCH, Optional.of(75L))),
        Summary.Changes.NONE,
        Optional.empty());
  }

  static DayPage page(Map<String, Summary.Table> tables, Finding... findings) {
    Summary summary = summary(tables, findings);
    return new DayPage(
        summary,
        ZoneOffset.UTC,
        Map.of(),
        List.of(),
        Map.of(),
        List.of(PartnerDay.of(summary)),
        Map.of());
  }
}
