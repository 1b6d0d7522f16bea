package io.tributary.transfer.await;

import io.tributary.core.config.SourceSpec;
import io.tributary.core.document.SourceList;
import io.tributary.core.store.NameOrder;
import io.tributary.transfer.source.DeliverySource;
import io.tributary.transfer.source.DeliverySource.Entry;
import io.tributary.transfer.source.NameGlob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a source again and again, and judges each time what is settled: an archive whose size is
 * the one that the marker lists, or that was last written before the marker, or that has not
 * changed for {@code stable-for}. Without a marker the whole listing must not have changed for that
 * long.
 */
final class DeliveryWatch {
  /**
   * How long a fresh marker must not change before it is read: it may be seen while it is being
   * written, and a marker cut at a line's end looks right.
   */
  private static final Duration MARKER_PAUSE = Duration.ofSeconds(2);

  private final SourceSpec spec;
  private final DeliverySource source;
  private final NameGlob archives;
  private final MarkerReader markers;
  private final Sightings sightings = new Sightings();
  private List<Entry> lastPresent = List.of();
  private Instant lastChange = Instant.MIN;
  private Optional<Instant> settles = Optional.empty();

  DeliveryWatch(SourceSpec spec, DeliverySource source) {
    this.spec = spec;
    this.source = source;
    this.archives = new NameGlob(spec.archives());
    this.markers = new MarkerReader(source);
  }

  /** Looks at the source. */
  Delivery look(Instant now) {
    List<Entry> listed = source.list();
    sightings.look(listed, now);
    settles = Optional.empty();
    Optional<Entry> marker = listed.stream().filter(this::isMarker).findFirst();
    Optional<Marker> read = marker.filter(entry -> markerDone(entry, now)).flatMap(markers::read);
    Set<String> named = read.map(m -> m.lines().keySet()).orElse(Set.of());
    List<Entry> present =
        listed.stream()
            .filter(e -> !isMarker(e) && (archives.matches(e.name()) || named.contains(e.name())))
            .toList();
    if (!present.equals(lastPresent)) {
      lastPresent = present;
      lastChange = now;
    }
    boolean complete =
        spec.marker().isPresent()
            ? read.isPresent()
            : !present.isEmpty() && elapsed(lastChange, spec.stableFor(), now);
    return delivery(present, marker, read, complete, now);
  }

  /** When time alone will settle what the last look found unsettled. */
  Optional<Instant> settles() {
    return settles;
  }

  private boolean isMarker(Entry entry) {
    return spec.marker().filter(entry.name()::equals).isPresent();
  }

  private boolean markerDone(Entry entry, Instant now) {
    Duration pause = spec.stableFor().compareTo(MARKER_PAUSE) < 0 ? spec.stableFor() : MARKER_PAUSE;
    boolean old = entry.modified().plus(spec.stableFor()).isBefore(now);
    return old || elapsed(sightings.since(entry), pause, now);
  }

  private Delivery delivery(
      List<Entry> present,
      Optional<Entry> marker,
      Optional<Marker> read,
      boolean complete,
      Instant now) {
    Marker said = read.orElse(Marker.EMPTY);
    List<SourceList.Archive> found = new ArrayList<>(present.size());
    List<String> unsettled = new ArrayList<>();
    List<String> unlisted = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Entry entry : present) {
      Optional<Marker.Line> line = Optional.ofNullable(said.lines().get(entry.name()));
      names.add(entry.name());
      found.add(
          new SourceList.Archive(
              entry.name(),
              entry.size(),
              entry.modified(),
              line.flatMap(Marker.Line::sha256),
              line.flatMap(Marker.Line::size)));
      if (!settled(entry, line.flatMap(Marker.Line::size), marker, complete, now)) {
        unsettled.add(entry.name());
      }
      if (said.lists() && line.isEmpty()) {
        unlisted.add(entry.name());
      }
    }
    List<String> missing =
        said.lines().keySet().stream()
            .filter(name -> !names.contains(name))
            .sorted(NameOrder.BYTES)
            .toList();
    return new Delivery(
        marker.isPresent(), complete, said.lists(), found, missing, unsettled, unlisted);
  }

  private boolean settled(
      Entry entry, Optional<Long> size, Optional<Entry> marker, boolean complete, Instant now) {
    boolean sizeAsListed = size.isPresent() && size.get() == entry.size();
    boolean beforeMarker = marker.isPresent() && entry.modified().isBefore(marker.get().modified());
    Instant since = sightings.since(entry);
    if (sizeAsListed || beforeMarker) {
      return true;
    }
    // Before the marker is read, an archive's stability is worth no extra look.
    return (complete || spec.marker().isEmpty())
        ? elapsed(since, spec.stableFor(), now)
        : !now.isBefore(since.plus(spec.stableFor()));
  }

  private boolean elapsed(Instant since, Duration duration, Instant now) {
    Instant end = since.plus(duration);
    if (!now.isBefore(end)) {
      return true;
    }
    // The last of them: there is no use in looking before all have settled.
    settles = settles.filter(other -> other.isAfter(end)).or(() -> Optional.of(end));
    return false;
  }
}
