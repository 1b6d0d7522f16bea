package io.tributary.transfer.await;

import io.tributary.alert.Alerts;
import io.tributary.core.command.Day;
import io.tributary.core.command.Numbers;
import io.tributary.core.command.Progress;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.config.AlertSpec;
import io.tributary.core.config.AlertSpec.Format;
import io.tributary.core.config.AlertSpec.Webhook;
import io.tributary.core.config.CsvDialect;
import io.tributary.core.config.ExtractSpec;
import io.tributary.core.config.LimitsSpec;
import io.tributary.core.config.MembersSpec;
import io.tributary.core.config.MergeSpec;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.config.QualitySpec;
import io.tributary.core.config.RetentionSpec;
import io.tributary.core.config.Secret;
import io.tributary.core.config.SourceSpec;
import io.tributary.core.config.ToleranceSpec;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.transfer.source.DeliverySources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A partner in Seoul, its directory, the storage, and a clock that a test turns: what the partner
 * does at a time happens when the command has slept until then.
 */
final class Scene implements Timer {
  static final LocalDate DATE = LocalDate.of(2025, 3, 17);

  final Path delivery;
  final ObjectStore store = ObjectStores.open(Location.parse("file:///any"));
  final DayLayout layout;
  private final Path storage;
  private final NavigableMap<Instant, Runnable> plan = new TreeMap<>();
  private Instant now = at("2025-03-18T00:00");
  private Optional<String> marker = Optional.of("_COMPLETE");
  private Set<LocalDate> exempt = Set.of();
  private List<AlertSpec> alerts = List.of();
  int looks;

  Scene(Path directory) throws IOException {
    this.delivery = Files.createDirectories(directory.resolve("in/2025-03-17"));
    this.storage = directory.resolve("lake");
    this.layout = new DayLayout(Location.of(storage), "overseas-1", DATE);
  }

  static Instant at(String seoul) {
    return java.time.LocalDateTime.parse(seoul).atZone(ZoneId.of("Asia/Seoul")).toInstant();
  }

  Scene startingAt(String seoul) {
    now = at(seoul);
    return this;
  }

  Scene withoutMarker() {
    marker = Optional.empty();
    return this;
  }

  Scene alerting(String webhook) {
    alerts = List.of(new AlertSpec(Severity.ERROR, new Webhook(new Secret(webhook), Format.SLACK)));
    return this;
  }

  Scene exempt() {
    exempt = Set.of(DATE);
    return this;
  }

  /** What the partner does at a time. */
  Scene then(String seoul, Runnable action) {
    plan.put(at(seoul), action);
    return this;
  }

  /** Writes a file now. */
  Scene file(String name, String text) {
    return file(name, text, now);
  }

  /** Writes a file that says that it was written at a time. */
  Scene file(String name, String text, Instant modified) {
    try {
      Path file = Files.writeString(delivery.resolve(name), text);
      Files.setLastModifiedTime(file, FileTime.from(modified));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(String name) {
    try {
      Files.delete(delivery.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WorkerResult await() {
    try (var source = DeliverySources.open(spec().source(), DATE, 1)) {
      return new Watchman(day(), source, this, new Alerts(day())).await();
    }
  }

  SourceList frozen() {
    return Json.read(store, layout.sources(), SourceList.class);
  }

  List<String> frozenNames() {
    return frozen().archives().stream().map(SourceList.Archive::name).toList();
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    looks++;
    Instant end = now.plus(duration);
    while (!plan.isEmpty() && !plan.firstKey().isAfter(end)) {
      now = plan.firstKey();
      plan.pollFirstEntry().getValue().run();
    }
    now = end;
  }

  private Day day() {
    return new Day(
        spec(), DATE, layout, store, new RunIdentity("test", 0, 1), new Numbers(), Progress.NONE);
  }

  private PartnerSpec spec() {
    SourceSpec source =
        new SourceSpec(
            "file://" + delivery.getParent() + "/{date}",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "*.tar.gz",
            marker,
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            LocalTime.of(6, 0),
            LocalTime.of(12, 0),
            4,
            Duration.ofSeconds(60),
            exempt,
            Set.<DayOfWeek>of());
    return new PartnerSpec(
        "overseas-1",
        source,
        ZoneId.of("Asia/Seoul"),
        MembersSpec.DEFAULT,
        CsvDialect.DEFAULT,
        Location.of(storage),
        Optional.empty(),
        ExtractSpec.DEFAULT,
        MergeSpec.DEFAULT,
        Map.of(),
        PartnerSpec.DEFAULT_NULL_VALUES,
        QualitySpec.DEFAULT,
        ToleranceSpec.NONE,
        LimitsSpec.DEFAULT,
        RetentionSpec.DEFAULT,
        Map.of(),
        alerts,
        Path.of("overseas-1.yaml"));
  }
}
