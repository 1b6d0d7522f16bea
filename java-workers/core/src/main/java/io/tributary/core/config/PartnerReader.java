package io.tributary.core.config;

import io.tributary.core.store.Location;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads a whole partner file. */
final class PartnerReader {
  private static final Key<String> PARTNER =
      Key.required(
          "partner",
          Kind.of(Scalars::partner),
          "Lower-case letters, digits and dashes; names the DAG and the storage folder.");
  private static final Key<ZoneId> TIMEZONE =
      Key.of(
          "timezone",
          TimeText::zone,
          "UTC",
          "Of the day, the deadline and \"yesterday\", such as `Asia/Seoul`.");
  private static final Key<MembersSpec> MEMBERS =
      Key.of(
          "members",
          MembersReader.KIND,
          MembersSpec.DEFAULT,
          "see below",
          "How the CSV files in the archives are named.");
  private static final Key<CsvDialect> CSV =
      Key.of(
          "csv",
          CsvReader.kind(CsvDialect.DEFAULT, false),
          CsvDialect.DEFAULT,
          "see below",
          "The dialect of the CSV files; a table may have its own.");
  private static final Key<Location> STORAGE =
      Key.required(
          "storage",
          Kind.of(AddressText::storage),
          "`s3://bucket/prefix` or `file:///folder`: the root under which all output lies.");
  private static final Key<String> CONTRACT =
      Key.optional(
          "contract",
          Kind.of(Scalars::filled),
          "The partner's data contract (Open Data Contract Standard), relative to this file.");
  private static final Key<ExtractSpec> EXTRACT =
      Key.of(
          "extract",
          WorkReader.EXTRACT,
          ExtractSpec.DEFAULT,
          "see below",
          "How extraction is spread and bounded.");
  private static final Key<MergeSpec> MERGE =
      Key.of(
          "merge",
          WorkReader.MERGE,
          MergeSpec.DEFAULT,
          "see below",
          "How merging is spread and bounded.");
  private static final Key<List<String>> NULL_VALUES =
      Key.of(
          "null-values",
          Kind.list(Scalars::text, Function.identity()),
          PartnerSpec.DEFAULT_NULL_VALUES,
          "`[\"\", \"NULL\", \"\\\\N\"]`",
          "Values that count as NULL in metrics and rules; data stays as delivered.");
  private static final Key<QualitySpec> QUALITY =
      Key.of(
          "quality",
          QualityReader.kind(QualitySpec.DEFAULT, false),
          QualitySpec.DEFAULT,
          "see below",
          "What is measured of the tables, and how strictly it is judged; a table may differ.");
  private static final Key<ToleranceSpec> TOLERATE =
      Key.of(
          "tolerate",
          VerdictReader.TOLERATE,
          ToleranceSpec.NONE,
          "nothing",
          "What `verify` lets pass.");
  private static final Key<LimitsSpec> LIMITS =
      Key.of(
          "limits",
          LimitsReader.KIND,
          LimitsSpec.DEFAULT,
          "see below",
          "What one archive may use at most; beyond it is refused.");
  private static final Key<RetentionSpec> RETENTION =
      Key.of(
          "retention",
          RetentionReader.KIND,
          RetentionSpec.DEFAULT,
          "see below",
          "What `tributary clean` keeps; a file that has this block gets a DAG that cleans daily.");
  private static final Key<Map<String, String>> SPARK =
      SparkReader.key(
          "`spark.*` settings of the merge containers, on top of the defaults; `spark.master` says"
              + " where executors are.");
  private static final Key<Boolean> AIRFLOW =
      Key.optional(
          "airflow",
          Kind.foreign(),
          "How the DAG runs the workers; read and judged by the DAG package alone.");

  private PartnerReader() {}

  /** The keys of the whole file; relative paths start at {@code folder}. */
  static List<Key<?>> keys(Path folder) {
    return List.of(
        PARTNER,
        source(folder),
        TIMEZONE,
        MEMBERS,
        CSV,
        STORAGE,
        CONTRACT,
        EXTRACT,
        MERGE,
        tables(CsvDialect.DEFAULT, QualitySpec.DEFAULT),
        NULL_VALUES,
        QUALITY,
        TOLERATE,
        LIMITS,
        RETENTION,
        SPARK,
        alerts(folder),
        AIRFLOW);
  }

  private static Key<SourceSpec> source(Path folder) {
    return Key.required(
        "source", SourceReader.kind(folder), "Where deliveries come from and when they are due.");
  }

  private static Key<List<AlertSpec>> alerts(Path folder) {
    return Key.of(
        "alerts",
        Kind.blocks(AlertReader.kind(folder)),
        List.of(),
        "nobody",
        "Whom to tell, each of them once of each finding of a day.");
  }

  private static Key<Map<String, TableSpec>> tables(CsvDialect csv, QualitySpec quality) {
    return Key.of(
        "tables",
        Kind.named(Scalars::table, TableReader.kind(csv, quality)),
        Map.of(),
        "none",
        "What is known of each table, by name. Tables that are not listed are merged too, with"
            + " the defaults, and reported as new.");
  }

  /** Reads the file's content, and notes all that is wrong. */
  static PartnerSpec read(YamlMapping root, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    root.expect(keys(folder));
    CsvDialect csv = root.value(CSV);
    QualitySpec quality = root.value(QUALITY);
    root.find(AIRFLOW);
    Map<String, String> spark = root.value(SPARK);
    Map<String, TableSpec> tables = root.value(tables(csv, quality));
    SparkReader.check(root, SPARK);
    SparkReader.check(root, STORAGE, spark, tables);
    return new PartnerSpec(
        root.value(PARTNER),
        root.value(source(folder)),
        root.value(TIMEZONE),
        root.value(MEMBERS),
        csv,
        root.value(STORAGE),
        root.find(CONTRACT),
        root.value(EXTRACT),
        root.value(MERGE),
        tables,
        root.value(NULL_VALUES),
        quality,
        root.value(TOLERATE),
        root.value(LIMITS),
        root.value(RETENTION),
        spark,
        root.value(alerts(folder)),
        file);
  }
}
