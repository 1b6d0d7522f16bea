package io.tributary.quality;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.CheckCount;
import io.tributary.core.document.Sample;
import io.tributary.core.document.TableMetadata;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a table when it is judged: what merge's own pass over the data measured, and
 * what the baseline day looked like.
 *
 * @param table name
 * @param listed whether the partner file expects it; true for all tables when it lists none
 * @param counts the conservation equation and what belongs to it
 * @param columns of the product with their metrics
 * @param drift of the headers against the baseline
 * @param quarantined records in quarantine by reason
 * @param baseline what the baseline day published; empty when there is none, or no longer
 * @param quarantineSamples the first quarantined records by reason
 * @param checks how the values fared in the contract's checks
 * @param measured what the contract's queries gave, by the rule's identity
 * @param history of the partner's metrics, as it was when the source list was frozen
 */
public record TableFacts(
    String table,
    boolean listed,
    TableMetadata.Counts counts,
    List<TableMetadata.Column> columns,
    TableMetadata.Drift drift,
    Map<String, Long> quarantined,
    Optional<TableMetadata> baseline,
    Map<String, List<Sample>> quarantineSamples,
    List<CheckCount> checks,
    Map<String, Measurement> measured,
    History history) {
  public TableFacts {
    columns = List.copyOf(columns);
    quarantined = Collections.unmodifiableMap(new TreeMap<>(quarantined));
    quarantineSamples = Collections.unmodifiableMap(new TreeMap<>(quarantineSamples));
    checks = List.copyOf(checks);
    measured = Collections.unmodifiableMap(new TreeMap<>(measured));
  }

  /** What is known without a contract and without history. */
  public TableFacts(
      String table,
      boolean listed,
      TableMetadata.Counts counts,
      List<TableMetadata.Column> columns,
      TableMetadata.Drift drift,
      Map<String, Long> quarantined,
      Optional<TableMetadata> baseline) {
    this(
        table,
        listed,
        counts,
        columns,
        drift,
        quarantined,
        baseline,
        Map.of(),
        List.of(),
        Map.of(),
        History.none());
  }

  /** Whether a partner file expects a table. */
  public static boolean listed(PartnerSpec partner, String table) {
    return partner.tables().isEmpty() || partner.tables().containsKey(table);
  }

  /** Rows of the CSV. */
  long rows() {
    return counts.merged();
  }

  /** A column as the baseline day published it. */
  Optional<TableMetadata.Column> before(TableMetadata.Column column) {
    return baseline.stream()
        .flatMap(day -> day.columns().stream())
        .filter(known -> known.name().equals(column.name()))
        .findFirst();
  }
}
