package io.tributary.core.history;

import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code {root}/{partner}/history}: files that are written once and never again. Of one date the
 * last metrics file in byte order holds, which is that of the newest summary.
 */
public final class HistoryFolder {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String JSON = ".json";

  private final ObjectStore store;
  private final Location metrics;
  private final Location accepted;
  private final Location revoked;

  /** The history of a partner. */
  public HistoryFolder(ObjectStore store, DayLayout layout) {
    this.store = store;
    this.metrics = layout.history().child("metrics");
    this.accepted = layout.history().child("accepted");
    this.revoked = layout.history().child("revoked");
  }

  /** Where a run puts a day's metrics. */
  public Location metricsOf(LocalDate date, Instant written, String run) {
    return metrics
        .child(date.toString())
        .child(STAMP.format(written) + "-" + DayLayout.fileName(run) + ".jsonl");
  }

  /** A metrics file of {@link #newest}. */
  public Location metrics(String name) {
    int slash = name.indexOf('/');
    return metrics.child(name.substring(0, slash)).child(name.substring(slash + 1));
  }

  /**
   * The metrics files that hold, by ascending date: {@code {date}/{file}} each.
   *
   * @param before not this date nor a later one
   * @param days of the calendar to look back
   */
  public List<String> newest(LocalDate before, int days) {
    List<String> newest = new ArrayList<>();
    for (String date : dates(before, days)) {
      try (Stream<String> files = store.listNames(metrics.child(date))) {
        files.reduce((first, second) -> second).ifPresent(last -> newest.add(date + "/" + last));
      }
    }
    return newest;
  }

  private List<String> dates(LocalDate before, int days) {
    LocalDate oldest = before.minusDays(days);
    try (Stream<String> names = store.listNames(metrics)) {
      return names
          .filter(
              name ->
                  date(name)
                      .filter(date -> date.isBefore(before) && !date.isBefore(oldest))
                      .isPresent())
          .toList();
    }
  }

  /** The date that a name of {@link #newest}, or an acceptance's, begins with. */
  public static Optional<LocalDate> date(String name) {
    try {
      return Optional.of(LocalDate.parse(name.substring(0, Math.min(10, name.length()))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The ids of the acceptances in force, by ascending date. */
  public List<String> accepted() {
    Set<String> gone = new HashSet<>(ids(revoked));
    return ids(accepted).stream().filter(id -> !gone.contains(id)).toList();
  }

  private List<String> ids(Location folder) {
    try (Stream<String> names = store.listNames(folder)) {
      return names
          .filter(name -> name.endsWith(JSON))
          .map(name -> name.substring(0, name.length() - JSON.length()))
          .toList();
    }
  }

  /**
   * An acceptance, in force or not.
   *
   * @throws ObjectMissingException when there is none of this id
   */
  public Acceptance acceptance(String id) {
    return Json.read(store, accepted.child(id + JSON), Acceptance.class);
  }

  /** Writes an acceptance and gives its id: its date, and what tells it from others. */
  public String accept(Acceptance acceptance) {
    byte[] hash = sha256(Json.line(acceptance));
    String id = acceptance.date() + "-" + HexFormat.of().formatHex(hash, 0, 4);
    store.write(
        accepted.child(id + JSON), Payload.of(Json.bytes(acceptance)), WriteCondition.ifAbsent());
    return id;
  }

  /**
   * Revokes an acceptance.
   *
   * @throws ObjectMissingException when there is none of this id
   */
  public void revoke(String id, Revocation revocation) {
    acceptance(id);
    store.write(
        revoked.child(id + JSON), Payload.of(Json.bytes(revocation)), WriteCondition.ifAbsent());
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
