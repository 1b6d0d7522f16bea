package io.tributary.core.config;

import io.tributary.core.store.Location;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One partner's file: where its data comes from, what it looks like, where it goes. A partner file
 * needs only what is not a default:
 *
 * <pre>{@code
 * partner: overseas-1
 * source:
 *   uri: sftp://tributary@sftp.partner.example:22/outbound/{date}
 *   known-hosts: /secrets/known_hosts
 *   private-key: /secrets/id_ed25519
 * storage: s3://pricing-lake/partners
 * }</pre>
 *
 * @param partner lower-case letters, digits and dashes; names the DAG and the storage folder
 * @param source where deliveries come from
 * @param timezone of the day, the deadline and "yesterday"; UTC by default
 * @param members how archive members are named
 * @param csv the partner's CSV dialect
 * @param storage {@code {root}} of the storage layout
 * @param contract the partner's data contract, relative to the partner file
 * @param extract how extraction is spread and bounded
 * @param merge how merging is spread and bounded
 * @param tables what is known of each table, by name, in the order of the file
 * @param nullValues field values that count as NULL in metrics and rules
 * @param quality what is measured of every table, and how strictly it is judged
 * @param tolerate what {@code verify} lets pass
 * @param limits what a hostile or broken archive may use at most
 * @param retention how long what is no product is kept
 * @param spark Spark settings on top of the defaults
 * @param alerts whom to tell
 * @param file the file that this was read from
 */
public record PartnerSpec(
    String partner,
    SourceSpec source,
    ZoneId timezone,
    MembersSpec members,
    CsvDialect csv,
    Location storage,
    Optional<String> contract,
    ExtractSpec extract,
    MergeSpec merge,
    Map<String, TableSpec> tables,
    List<String> nullValues,
    QualitySpec quality,
    ToleranceSpec tolerate,
    LimitsSpec limits,
    RetentionSpec retention,
    Map<String, String> spark,
    List<AlertSpec> alerts,
    Path file) {

  /** The default of {@code null-values}. */
  public static final List<String> DEFAULT_NULL_VALUES = List.of("", "NULL", "\\N");

  /** The setting that says where Spark's executors are: in this process, or on Kubernetes. */
  public static final String SPARK_MASTER = "spark.master";

  public PartnerSpec {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    nullValues = List.copyOf(nullValues);
    spark = Collections.unmodifiableMap(new TreeMap<>(spark));
    alerts = List.copyOf(alerts);
  }

  /** What is known of a table: its entry in the file, or the defaults. */
  public TableSpec table(String name) {
    return tables.getOrDefault(name, TableSpec.DEFAULT);
  }

  /** Whether a table has settings that its Spark cannot share with other tables. */
  public boolean tablesDifferInContext() {
    return tables.values().stream().anyMatch(table -> !table.contextSettings().isEmpty());
  }

  /** The dialect of a table's members: its own, or the partner's. */
  public CsvDialect dialect(String table) {
    return table(table).csv().orElse(csv);
  }

  /** What is measured of a table and how strictly it is judged: its own block, or the partner's. */
  public QualitySpec quality(String table) {
    return table(table).quality().orElse(quality);
  }

  /** How many days of history the days of this partner are compared with, at most. */
  public int historyDays() {
    return tables.keySet().stream()
        .mapToInt(table -> quality(table).historyDays())
        .reduce(quality.historyDays(), Math::max);
  }

  /** The partner's data contract as a path that can be opened, if there is one. */
  public Optional<Path> contractFile() {
    return contract.map(name -> file.toAbsolutePath().resolveSibling(name).normalize());
  }

  /** When a day's delivery is due: at {@code source.deadline} of the next day. */
  public Instant deadline(LocalDate date) {
    return nextDay(date, source.deadline());
  }

  /** When a day's delivery is no longer waited for: at {@code source.give-up} of the next day. */
  public Instant giveUp(LocalDate date) {
    return nextDay(date, source.giveUp());
  }

  private Instant nextDay(LocalDate date, LocalTime time) {
    return date.plusDays(1).atTime(time).atZone(timezone).toInstant();
  }

  /** The same partner with another storage root ({@code --storage}). */
  public PartnerSpec withStorage(Location root) {
    return new PartnerSpec(
        partner,
        source,
        timezone,
        members,
        csv,
        root,
        contract,
        extract,
        merge,
        tables,
        nullValues,
        quality,
        tolerate,
        limits,
        retention,
        spark,
        alerts,
        file);
  }
}
