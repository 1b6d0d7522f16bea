package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.store.Location;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.report.page.DayPage;
import io.tributary.report.page.MetricKey;
import io.tributary.report.page.PartnerDay;
import io.tributary.report.page.PartnerPages;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the pages of what a day's summary knows. */
final class Pages {
  private Pages() {}

  /** {@code report.html}. */
  static String day(Day day, DayReport report) {
    Set<MetricKey> judged =
        report.summary().findings().stream()
            .filter(finding -> finding.severity() != Severity.OK)
            .map(MetricKey::of)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    return new DayPage(
            report.summary(),
            report.partner().timezone(),
            report.metadata(),
            List.copyOf(report.tally().withoutManifest().keySet()),
            report.tally().duplicates(),
            report.days().upTo(PartnerDay.of(report.summary())),
            MetricSeries.read(day, judged))
        .html();
  }

  /**
   * Writes the partner's index and scorecard anew. Each is one whole object and tells what the
   * summaries tell, so that of two runs that write at once the last one's holds, and the next run
   * has both their days.
   */
  static void writePartner(Day day, DayReport report) {
    PartnerPages pages =
        new PartnerPages(
            report.partner().partner(),
            report.partner().timezone(),
            report.days().with(PartnerDay.of(report.summary())));
    write(day, day.layout().index(), pages.index());
    write(day, day.layout().scorecard("html"), pages.scorecard());
    write(day, day.layout().scorecard("csv"), pages.scorecardCsv());
    day.store()
        .write(
            day.layout().heatmap(), Payload.of(Json.bytes(pages.heatmap())), WriteCondition.none());
  }

  private static void write(Day day, Location location, String text) {
    day.store().write(location, Payload.of(text), WriteCondition.none());
  }
}
