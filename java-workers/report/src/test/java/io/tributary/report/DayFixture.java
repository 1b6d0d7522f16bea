package io.tributary.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.command.Day;
import io.tributary.core.command.Numbers;
import io.tributary.core.command.Progress;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Finding;
import io.tributary.core.document.HeldTable;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.RunRecord;
import io.tributary.core.document.Sample;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A partner's day on local storage, put there by plain code that stands for wait, extract and
 * merge: slow, small, and without any of theirs.
 */
final class DayFixture implements AutoCloseable {
  static final LocalDate DATE = LocalDate.of(2025, 3, 17);
  static final Instant FROZEN = Instant.parse("2025-03-17T20:21:00Z");

  final ObjectStore store;
  final DayLayout layout;
  private final PartnerSpec partner;
  private final Map<String, FixtureArchive> archives = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();
  private final Map<String, SourceList.Baseline> baseline = new LinkedHashMap<>();
  private String runId = "run-1";

  DayFixture(Path folder, String... lines) throws IOException {
    Path file = folder.resolve("overseas-1.yaml");
    Files.writeString(
        file,
        "partner: overseas-1\nsource:\n  uri: file:///nowhere/{date}\n  marker: _COMPLETE\n"
            + "timezone: Asia/Seoul\nstorage: "
            + Location.of(folder.resolve("lake"))
            + "\n"
            + String.join("\n", lines)
            + "\n");
    partner = PartnerFile.read(file, Map.of());
    layout = new DayLayout(partner.storage(), partner.partner(), DATE);
    store = ObjectStores.open(partner.storage());
  }

  /** An archive that is extracted by {@link #extract}. */
  DayFixture archive(String name, FixtureMember... members) {
    archives.put(name, new FixtureArchive(name, List.of(members), Optional.empty()));
    return this;
  }

  DayFixture refused(String name, String reason) {
    archives.put(name, new FixtureArchive(name, List.of(), Optional.of(reason)));
    return this;
  }

  DayFixture missing(String name) {
    missing.add(name);
    return this;
  }

  /** A table that was published on an earlier day. */
  DayFixture before(String table, LocalDate date) {
    baseline.put(table, new SourceList.Baseline(date, "0".repeat(64), List.of("id")));
    return this;
  }

  DayFixture run(String id) {
    runId = id;
    return this;
  }

  Day day() {
    return new Day(
        partner, DATE, layout, store, new RunIdentity(runId, 0, 1), new Numbers(), Progress.NONE);
  }

  /** As {@code wait} does. */
  DayFixture freeze() {
    HistoryFolder history = new HistoryFolder(store, layout);
    SourceList list =
        new SourceList(
            SourceList.VERSION,
            partner.partner(),
            DATE,
            1,
            FROZEN,
            partner.source().uri(),
            partner.source().marker(),
            archives.values().stream().map(FixtureArchive::listed).sorted().toList(),
            missing,
            baseline,
            history.newest(DATE, partner.historyDays()),
            List.of());
    put(layout.sources(), Json.bytes(list));
    return this;
  }

  /** As {@code extract} does, of all archives. */
  DayFixture extract() {
    archives.keySet().forEach(this::extract);
    return this;
  }

  DayFixture extract(String name) {
    archives.get(name).extract(this);
    return this;
  }

  /** As {@code merge} does: freezes, extracts, and merges all tables, or some. */
  DayFixture merged(String... tables) {
    freeze().extract();
    return merge(tables);
  }

  DayFixture merge(String... tables) {
    new FixtureMerge(this, List.copyOf(archives.values())).merge(List.of(tables));
    return this;
  }

  /** As {@code merge} does with a merged table when a new rule holds it back. */
  DayFixture hold(String table) {
    PublicationMarker marker =
        Json.parse(bytes(layout.success(table)), PublicationMarker.class, layout.success(table));
    TableMetadata metadata =
        Json.parse(bytes(layout.metadata(table)), TableMetadata.class, layout.metadata(table));
    Finding finding =
        new Finding(
                Severity.ERROR,
                Optional.of(table),
                Optional.empty(),
                "no-orphans",
                "7 rows name no hotel",
                "7",
                "0")
            .with(RuleAction.HOLD)
            .with(List.of(new Sample("a.tar.gz", table + "_20250317_1.csv", 3, "h-9")));
    TableMetadata judged =
        new TableMetadata(
            TableMetadata.VERSION,
            metadata.partner(),
            table,
            metadata.date(),
            metadata.rows(),
            metadata.counts(),
            metadata.columns(),
            metadata.drift(),
            metadata.checks(),
            new TableMetadata.Quality(Severity.ERROR, List.of(finding)));
    HeldTable held =
        new HeldTable(HeldTable.VERSION, table, marker.inputs(), "f".repeat(64), List.of(), judged);
    put(layout.held(table), Json.bytes(held));
    return this;
  }

  /** As every worker does. */
  DayFixture ran(String task, int index, int attempt, long from, long to, int exit) {
    Instant start = FROZEN.plusSeconds(from);
    RunRecord record =
        new RunRecord(
            RunRecord.VERSION,
            runId,
            task,
            index,
            attempt,
            start,
            exit < 0 ? Optional.empty() : Optional.of(FROZEN.plusSeconds(to)),
            exit < 0 ? Optional.empty() : Optional.of(exit == 0 ? "done" : "data"),
            exit < 0 ? Optional.empty() : Optional.of(exit),
            exit > 0 ? Optional.of("table 'tax' is held: see the log") : Optional.empty(),
            1.5,
            300_000_000,
            task.equals("extract") ? Map.of("bytes-read", 2_000_000_000L) : Map.of());
    put(layout.runRecord(runId, task, index, attempt), Json.bytes(record));
    return this;
  }

  void put(Location location, byte[] bytes) {
    store.write(location, Payload.of(bytes), WriteCondition.none());
  }

  void put(Location location, String text) {
    put(location, text.getBytes(UTF_8));
  }

  byte[] bytes(Location location) {
    return Json.readBytes(store, location);
  }

  String text(Location location) {
    return new String(bytes(location), UTF_8);
  }

  @Override
  public void close() {
    store.close();
  }

  /** The same day over another way to its storage. */
  Day through(ObjectStore other) {
    Day plain = day();
    return new Day(
        plain.partner(),
        plain.date(),
        plain.layout(),
        other,
        plain.identity(),
        plain.numbers(),
        plain.progress());
  }

  /** What clean notes of the day. */
  void cleaned(
      Optional<CleanedDay.Removal> extracted,
      Optional<CleanedDay.Removal> quarantine,
      Optional<CleanedDay.Removal> whole) {
    put(
        layout.cleaned(),
        Json.bytes(
            new CleanedDay(
                CleanedDay.VERSION,
                layout.partner(),
                layout.date(),
                extracted,
                quarantine,
                whole)));
  }
}
