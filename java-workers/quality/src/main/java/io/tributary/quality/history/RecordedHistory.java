package io.tributary.quality.history;

import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.MetricLine;
import io.tributary.core.store.ObjectStore;
import io.tributary.quality.History;
import io.tributary.quality.Observation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The history as files have it, less what was accepted as known anomalies. */
public final class RecordedHistory implements History {
  private static final Logger LOG = LoggerFactory.getLogger(RecordedHistory.class);

  private final LocalDate day;
  private final Map<Key, List<Observation>> series = new HashMap<>();

  private RecordedHistory(LocalDate day) {
    this.day = day;
  }

  private record Key(Optional<String> table, Optional<String> column, String metric) {}

  /**
   * The history that was known when a day's list was first frozen.
   *
   * @param tables whose metrics are of interest; those of the days as a whole always are
   */
  public static History of(
      ObjectStore store, DayLayout layout, SourceList sources, Predicate<String> tables) {
    HistoryFolder folder = new HistoryFolder(store, layout);
    return read(store, folder, layout.date(), sources.history(), sources.acceptances(), tables);
  }

  /**
   * The metrics of some files.
   *
   * @param day that will be judged
   * @param names of files as {@link HistoryFolder#newest} gives them, by ascending date
   * @param acceptances ids of what does not train
   * @param tables whose metrics are of interest; those of the days as a whole always are
   */
  public static History read(
      ObjectStore store,
      HistoryFolder folder,
      LocalDate day,
      List<String> names,
      List<String> acceptances,
      Predicate<String> tables) {
    return read(store, folder, day, names, acceptances, Optional.of(tables));
  }

  /** The metrics of the days as a whole, which are the first lines of each file. */
  public static History ofDays(
      ObjectStore store,
      HistoryFolder folder,
      LocalDate day,
      List<String> names,
      List<String> acceptances) {
    return read(store, folder, day, names, acceptances, Optional.empty());
  }

  private static History read(
      ObjectStore store,
      HistoryFolder folder,
      LocalDate day,
      List<String> names,
      List<String> acceptances,
      Optional<Predicate<String>> tables) {
    RecordedHistory history = new RecordedHistory(day);
    Map<LocalDate, List<Acceptance>> known = known(folder, acceptances);
    for (String name : names) {
      try {
        history.file(store, folder, name, known, tables);
      } catch (ObjectMissingException e) {
        LOG.warn("{}; the day is left out of the history", e.getMessage());
      }
    }
    return history;
  }

  private static Map<LocalDate, List<Acceptance>> known(HistoryFolder folder, List<String> ids) {
    Map<LocalDate, List<Acceptance>> known = new HashMap<>();
    for (String id : ids) {
      try {
        Acceptance acceptance = folder.acceptance(id);
        known.computeIfAbsent(acceptance.date(), unused -> new ArrayList<>()).add(acceptance);
      } catch (ObjectMissingException e) {
        LOG.warn("{}; what it covered trains again", e.getMessage());
      }
    }
    return known;
  }

  private void file(
      ObjectStore store,
      HistoryFolder folder,
      String name,
      Map<LocalDate, List<Acceptance>> known,
      Optional<Predicate<String>> tables) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(store.read(folder.metrics(name)), StandardCharsets.UTF_8))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        MetricLine line = Json.parse(text.getBytes(StandardCharsets.UTF_8), MetricLine.class, name);
        if (line.table().isPresent() && tables.isEmpty()) {
          return;
        }
        boolean wanted = line.table().isEmpty() || tables.get().test(line.table().get());
        if (wanted && line.date().isBefore(day) && !covered(line, known)) {
          add(line);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new TemporaryException("cannot read " + folder.metrics(name) + "; try again", e);
    }
  }

  private static boolean covered(MetricLine line, Map<LocalDate, List<Acceptance>> known) {
    return known.getOrDefault(line.date(), List.of()).stream()
        .anyMatch(
            one ->
                one.covers(line.date(), line.table(), line.column(), Optional.of(line.metric())));
  }

  private void add(MetricLine line) {
    series
        .computeIfAbsent(
            new Key(line.table(), line.column(), line.metric()), unused -> new ArrayList<>())
        .add(new Observation(line.date(), line.value().doubleValue()));
  }

  @Override
  public LocalDate day() {
    return day;
  }

  @Override
  public List<Observation> of(Optional<String> table, Optional<String> column, String metric) {
    return Collections.unmodifiableList(
        series.getOrDefault(new Key(table, column, metric), List.of()));
  }
}
