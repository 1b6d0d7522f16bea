package io.tributary.quality;

import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Change;
import io.tributary.core.document.TableMetadata.Column;
import io.tributary.core.document.TableMetadata.Counts;
import io.tributary.core.document.TableMetadata.Drift;
import io.tributary.core.document.TableMetadata.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Facts of a table that nobody would complain of, to be spoiled one at a time. */
final class Facts {
  static final LocalDate YESTERDAY = LocalDate.of(2025, 3, 16);

  boolean listed = true;
  long rows = 10_000;
  long delivered = 10_000;
  long dropped = 0;
  Optional<Long> duplicates = Optional.empty();
  Optional<Long> collisions = Optional.empty();
  long repeatedMembers = 0;
  long conflictingMembers = 0;
  long reordered = 0;
  final List<Column> columns = new ArrayList<>();
  final List<Change> changes = new ArrayList<>();
  final Map<String, Long> quarantined = new TreeMap<>();
  private Optional<Facts> baseline = Optional.empty();

  static Facts table() {
    return new Facts();
  }

  /** Facts with a baseline that looks the same. */
  static Facts withBaseline() {
    return table().after(table());
  }

  Facts after(Facts yesterday) {
    baseline = Optional.of(yesterday);
    return this;
  }

  Facts column(String name, long nulls, Map<String, Long> types) {
    columns.add(new Column(name, Origin.PARTNER, 40, nulls, 0, types, 1_000));
    return this;
  }

  Facts absentColumn(String name) {
    columns.add(new Column(name, Origin.BASELINE, 0, rows, 0, Map.of(), 1_000));
    return this;
  }

  Facts change(Change.Kind kind, String column, long members) {
    boolean somewhere = kind != Change.Kind.REMOVED;
    changes.add(
        new Change(
            kind,
            column,
            kind == Change.Kind.RENAMED
                ? Optional.of(column.toUpperCase(Locale.ROOT))
                : Optional.empty(),
            members,
            40,
            somewhere ? Optional.of("a.tar.gz") : Optional.empty(),
            somewhere ? Optional.of("m.csv") : Optional.empty()));
    return this;
  }

  TableFacts facts() {
    return new TableFacts(
        "room_rate",
        listed,
        counts(),
        columns,
        drift(),
        quarantined,
        baseline.map(Facts::metadata));
  }

  Judgement judge() {
    return QualityJudge.standard().judge(facts());
  }

  private Counts counts() {
    long held = quarantined.values().stream().mapToLong(Long::longValue).sum();
    return new Counts(
        3,
        40,
        delivered,
        rows,
        held,
        dropped,
        duplicates,
        collisions,
        repeatedMembers,
        repeatedMembers * 10,
        conflictingMembers);
  }

  private Drift drift() {
    return new Drift(baseline.map(day -> YESTERDAY), changes, reordered);
  }

  private TableMetadata metadata() {
    return new TableMetadata(
        TableMetadata.VERSION,
        "overseas-1",
        "room_rate",
        YESTERDAY,
        rows,
        counts(),
        columns,
        drift(),
        List.of(),
        judge().quality());
  }
}
