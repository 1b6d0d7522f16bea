package io.tributary.report.page;

import io.tributary.core.document.Finding;
import java.util.Optional;

/**
 * A metric of the history.
 *
 * @param table empty for the day as a whole
 * @param column empty for the table as a whole
 * @param metric name
 */
public record MetricKey(Optional<String> table, Optional<String> column, String metric) {
  /** The metric that a finding judged, if it judged one. */
  public static Optional<MetricKey> of(Finding finding) {
    return finding.metric().map(metric -> new MetricKey(finding.table(), finding.column(), metric));
  }
}
