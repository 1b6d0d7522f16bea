package io.tributary.report.page;

import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code report.html} is made of.
 *
 * @param summary of the day
 * @param zone of the partner
 * @param metadata of the tables that are published for this delivery, by name
 * @param notExtracted archives without a manifest
 * @param duplicates archives of the bytes of an earlier one, with its name
 * @param days the days up to this one, it included, in ascending order, {@link #DAYS} at most
 * @param series of the metrics that findings judged, up to the day before, by date
 */
public record DayPage(
    Summary summary,
    ZoneId zone,
    Map<String, TableMetadata> metadata,
    List<String> notExtracted,
    Map<String, String> duplicates,
    List<PartnerDay> days,
    Map<MetricKey, Map<LocalDate, Double>> series) {
  /** Days that the page looks back, the day itself included. */
  public static final int DAYS = 28;

  /** Lines of a list on the page; summary.json has all. */
  static final int LINES = 500;

  /** The page, complete. */
  public String html() {
    Html html = new Html();
    Charts charts = new Charts();
    new VerdictSection(this, html).write();
    new ChangesSection(this, html).write();
    new FindingsSection(this, html, charts).write();
    new HeatmapSection(html).write(summary.date(), days);
    new ObjectivesSection(this, html).write();
    new FlowSection(this, html, charts).write();
    new TablesSection(this, html).write();
    new ArchivesSection(this, html).write();
    new DriftSection(html).write(metadata);
    new StagesSection(this, html, charts).write();
    String title = "Tributary · " + summary.partner() + " · " + summary.date();
    return new Frame(title + ": " + Badge.word(summary.verdict()))
        .page(html.toString(), foot(), charts);
  }

  /** What is to be said of a table, gravest first, notes left out. */
  List<Finding> reasons(String table) {
    return grave().stream()
        .filter(finding -> finding.table().filter(table::equals).isPresent())
        .toList();
  }

  /** All findings but notes, gravest first. */
  List<Finding> grave() {
    return summary.findings().stream()
        .filter(finding -> finding.severity() != Severity.OK)
        .toList();
  }

  /** How a finding stands against the day before. */
  Optional<FindingState> state(Finding finding) {
    return summary.changes().findings().stream().filter(state -> state.isOf(finding)).findFirst();
  }

  private String foot() {
    Html html = new Html();
    String folder = summary.report().substring(0, summary.report().lastIndexOf('/') + 1);
    html.markup("<p><a href=\"../index.html\">All days</a> · ")
        .markup("<a href=\"../scorecard.html\">Scorecard</a> · ")
        .markup("<a href=\"summary.txt\">summary.txt</a> · ")
        .markup("<a href=\"summary.json\">summary.json</a></p>\n")
        .element("<p>Run <code>", summary.runId(), "</code>, ")
        .element("written ", summary.written().toString(), ".</p>\n")
        .element("<p>Data in <code>", folder, "</code></p>");
    return html.toString();
  }
}
