package io.tributary.report;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.history.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A summary with what its text, its page and the history take from the documents behind it.
 *
 * @param summary the day in numbers
 * @param partner whose day
 * @param sources the frozen list
 * @param tally of the manifests
 * @param tables as published, by name
 * @param days of the partner beside this one
 * @param goodness whether the day was fresh, complete and correct, as far as that can be said
 */
record DayReport(
    Summary summary,
    PartnerSpec partner,
    Optional<SourceList> sources,
    DeliveryTally tally,
    List<PublishedTable> tables,
    PartnerDays days,
    Map<Metric, Boolean> goodness) {
  /** The same with another summary. */
  DayReport with(Summary other) {
    return new DayReport(other, partner, sources, tally, tables, days, goodness);
  }

  /** What is to be said of a table, gravest first, notes left out. */
  List<Finding> reasons(String table) {
    return summary.findings().stream()
        .filter(finding -> finding.severity() != Severity.OK)
        .filter(finding -> finding.table().filter(table::equals).isPresent())
        .toList();
  }

  /** The metadata of the tables that are published for this delivery. */
  Map<String, TableMetadata> metadata() {
    Map<String, TableMetadata> metadata = new TreeMap<>();
    for (PublishedTable table : tables) {
      if (table.published()) {
        metadata.put(table.table(), table.metadata().orElseThrow());
      }
    }
    return metadata;
  }
}
