package io.tributary.report;

import io.tributary.core.document.Json;
import io.tributary.core.store.ObjectInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Merges the fixture's archives: which of them count, then table by table. */
final class FixtureMerge {
  private final DayFixture day;
  private final List<FixtureArchive> counted = new ArrayList<>();

  FixtureMerge(DayFixture day, List<FixtureArchive> archives) {
    this.day = day;
    Set<String> seen = new HashSet<>();
    archives.stream()
        .filter(archive -> archive.refusal().isEmpty())
        .filter(archive -> day.store.head(day.layout.manifest(archive.name())).isPresent())
        .sorted(Comparator.comparing(FixtureArchive::name))
        .filter(archive -> seen.add(archive.sha256()))
        .forEach(counted::add);
  }

  void merge(List<String> tables) {
    Set<String> all = new TreeSet<>();
    counted.forEach(archive -> archive.members().forEach(member -> all.add(member.table())));
    all.stream().filter(table -> tables.isEmpty() || tables.contains(table)).forEach(this::merge);
  }

  private void merge(String table) {
    Map<String, FixtureArchive> archives = new LinkedHashMap<>();
    counted.stream()
        .filter(
            archive -> archive.members().stream().anyMatch(member -> member.table().equals(table)))
        .forEach(archive -> archives.put(archive.name(), archive));
    FixtureTable merged = new FixtureTable(day, table, List.copyOf(archives.values()));
    merged.slice();
    day.put(day.layout.metadata(table), Json.bytes(merged.metadata()));
    day.put(day.layout.lineage(table), merged.lineage());
    if (merged.quarantined() > 0) {
      day.put(day.layout.quarantine(table), merged.quarantine());
    } else {
      day.store.delete(day.layout.quarantine(table));
    }
    day.put(day.layout.csv(table), merged.csv());
    ObjectInfo csv = day.store.head(day.layout.csv(table)).orElseThrow();
    day.put(day.layout.success(table), Json.bytes(merged.marker(csv.etag())));
  }
}
