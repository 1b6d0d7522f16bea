package io.tributary.quality;

import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Column;
import io.tributary.core.document.TableMetadata.Counts;
import io.tributary.core.document.TableMetadata.Drift;
import io.tributary.core.document.TableMetadata.Origin;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A table of a made-up partner, day by day: it grows, has busy and quiet weekdays, days off, days
 * that hang together with the day before, and NULLs that come and go. Everything about it is drawn
 * from a seed.
 */
final class SyntheticTable {
  private static final int COLUMNS = 5;

  /** Usual shares of NULLs. */
  private static final double[] NULLS = {0, 0.001, 0.01, 0.03, 0.08, 0.2, 0.4};

  /** Where NULLs swing by more from day to day, nobody could tell 5 points from an ordinary day. */
  private static final double MOST_SWING = 0.008;

  final String name;
  private final Random random;
  private final double size;
  private final double noise;
  private final double memory;
  private final double growth;
  private final double holiday;
  private final Map<DayOfWeek, Double> weekdays = new EnumMap<>(DayOfWeek.class);
  private final List<Nature> columns = new ArrayList<>();
  private final Set<LocalDate> holidays;
  private double wave;

  /** What a column is like. */
  private record Nature(
      String name, double nulls, double swing, double mean, double meanNoise, double distinct) {}

  SyntheticTable(String name, double size, Set<LocalDate> holidays, long seed) {
    this.name = name;
    this.size = size;
    this.holidays = holidays;
    this.random = new Random(seed);
    noise = between(0.002, 0.05);
    memory = between(0, 0.6);
    growth = between(-0.2, 0.7);
    holiday = between(0.75, 1);
    double amplitude = between(0, 0.4);
    for (DayOfWeek weekday : DayOfWeek.values()) {
      weekdays.put(weekday, Math.exp(-amplitude * random.nextDouble()));
    }
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(
          new Nature(
              "c" + i,
              NULLS[random.nextInt(NULLS.length)],
              between(0, 0.15),
              between(-50, 1_000),
              between(0.001, 0.03),
              random.nextBoolean() ? between(0.3, 1) : 0));
    }
  }

  /** Something that goes wrong for a day. */
  record Fault(Kind kind, int column) {
    static final Fault NONE = new Fault(Kind.NONE, 0);

    /** What goes wrong. */
    enum Kind {
      NONE,
      ROWS_DROP,
      NULLS_RISE
    }
  }

  Fault fault(Fault.Kind kind) {
    return new Fault(kind, random.nextInt(COLUMNS));
  }

  boolean holiday(LocalDate date) {
    return holidays.contains(date);
  }

  String column(Fault fault) {
    return columns.get(fault.column()).name();
  }

  /** A day as merge measures it. */
  TableFacts day(LocalDate date, int number, Fault fault, History history) {
    wave = memory * wave + Math.sqrt(1 - memory * memory) * random.nextGaussian() * noise;
    double level =
        size
            * weekdays.get(date.getDayOfWeek())
            * Math.pow(1 + growth, number / 365.0)
            * Math.exp(wave)
            * (holidays.contains(date) ? holiday : 1);
    long rows = Math.round(level * (fault.kind() == Fault.Kind.ROWS_DROP ? 0.7 : 1));
    List<Column> measured = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      boolean more = fault.kind() == Fault.Kind.NULLS_RISE && fault.column() == i;
      measured.add(column(columns.get(i), rows, more));
    }
    return new TableFacts(
        name,
        true,
        new Counts(1, 1, rows, rows, 0, 0, Optional.empty(), Optional.empty(), 0, 0, 0),
        measured,
        new Drift(Optional.empty(), List.of(), 0),
        Map.of(),
        Optional.<TableMetadata>empty(),
        Map.of(),
        List.of(),
        Map.of(),
        history);
  }

  private Column column(Nature nature, long rows, boolean more) {
    double swing = Math.min(nature.swing() * nature.nulls(), MOST_SWING) * random.nextGaussian();
    double share = nature.nulls() + swing + (more ? 0.05 : 0);
    long nulls = draw(rows, Math.max(0, Math.min(1, share)));
    long values = rows - nulls;
    // The mean of few values swings with their number.
    double mean =
        nature.mean()
            * (1
                + nature.meanNoise() * random.nextGaussian()
                + 0.5 * random.nextGaussian() / Math.sqrt((double) Math.max(1, values)));
    long distinct =
        nature.distinct() == 0
            ? 4
            : Math.round(nature.distinct() * values * (1 + 0.01 * random.nextGaussian()));
    ColumnMetrics metrics =
        new ColumnMetrics(
            values,
            distinct,
            Optional.empty(),
            Optional.empty(),
            values == 0 ? Optional.empty() : Optional.of(mean),
            values,
            1,
            9,
            Optional.of(5.0));
    return new Column(
        nature.name(), Origin.BASELINE, 1, nulls, 0, Map.of(), rows, Optional.of(metrics));
  }

  /** How many of so many things, each with the same chance. */
  private long draw(long things, double chance) {
    if (things < 2_000) {
      long drawn = 0;
      for (long i = 0; i < things; i++) {
        drawn += random.nextDouble() < chance ? 1 : 0;
      }
      return drawn;
    }
    double swing = Math.sqrt(things * chance * (1 - chance));
    return Math.max(
        0, Math.min(things, Math.round(things * chance + swing * random.nextGaussian())));
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** The history of a table as its days went by. */
  static final class Memory implements History {
    private final Map<String, List<Observation>> series = new HashMap<>();
    private LocalDate day = LocalDate.EPOCH;

    @Override
    public LocalDate day() {
      return day;
    }

    @Override
    public List<Observation> of(Optional<String> table, Optional<String> column, String metric) {
      List<Observation> all = series.getOrDefault(key(column, metric), List.of());
      return all.subList(Math.max(0, all.size() - 60), all.size());
    }

    Memory on(LocalDate date) {
      day = date;
      return this;
    }

    void remember(TableFacts facts) {
      add(Optional.empty(), "merged", (double) facts.rows());
      add(Optional.empty(), "quarantine-ratio", 0);
      for (Column column : facts.columns()) {
        Optional<String> of = Optional.of(column.name());
        add(of, "null-ratio", Proportion.nulls(column, facts.rows()).ratio());
        ColumnMetrics metrics = column.metrics().orElseThrow();
        add(of, "distinct", (double) metrics.distinct());
        metrics.mean().ifPresent(mean -> add(of, "mean", mean));
      }
    }

    private void add(Optional<String> column, String metric, double value) {
      series
          .computeIfAbsent(key(column, metric), unused -> new ArrayList<>())
          .add(new Observation(day, value));
    }

    private static String key(Optional<String> column, String metric) {
      return column.orElse("") + "/" + metric;
    }
  }
}
