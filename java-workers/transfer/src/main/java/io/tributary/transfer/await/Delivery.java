package io.tributary.transfer.await;

import io.tributary.core.document.SourceList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A delivery as one look found it.
 *
 * @param markerPresent the marker is there, done or not
 * @param complete the marker is there and done; where the partner sends none, the listing is stable
 * @param listed the marker names the archives that belong to it
 * @param archives what is there, in byte order of the names
 * @param missing names that the marker lists and that are not there
 * @param unsettled archives that may still be growing
 * @param unlisted archives that are there although the marker lists others only
 */
record Delivery(
    boolean markerPresent,
    boolean complete,
    boolean listed,
    List<SourceList.Archive> archives,
    List<String> missing,
    List<String> unsettled,
    List<String> unlisted) {

  /** All there, and done. */
  boolean ready() {
    return complete && !archives.isEmpty() && missing.isEmpty() && unsettled.isEmpty();
  }

  /** How much is there, for people. */
  String describe() {
    long bytes = archives.stream().mapToLong(SourceList.Archive::size).sum();
    return String.format(Locale.ROOT, "%,d archives (%.1f MB)", archives.size(), bytes / 1e6);
  }

  /** What is there and what is not, for people. */
  String lacks(Optional<String> marker) {
    String found = describe() + " so far";
    if (marker.isPresent() && !markerPresent) {
      return found + ", no marker " + marker.get();
    }
    if (!missing.isEmpty()) {
      return found + ", " + missing.size() + " listed ones missing: " + some(missing);
    }
    if (!unsettled.isEmpty()) {
      return found + ", " + unsettled.size() + " not stable yet: " + some(unsettled);
    }
    return found + (archives.isEmpty() || complete ? "" : ", not stable yet");
  }

  /** Names for a message, not more than a line of them. */
  static String some(List<String> names) {
    int shown = 5;
    String text = String.join(", ", names.subList(0, Math.min(shown, names.size())));
    return names.size() <= shown ? text : text + " and " + (names.size() - shown) + " more";
  }
}
