package io.tributary.transfer.await;

import io.tributary.core.error.DataException;
import io.tributary.core.error.TemporaryException;
import io.tributary.transfer.source.ArchiveChangedException;
import io.tributary.transfer.source.DeliverySource;
import io.tributary.transfer.source.DeliverySource.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the marker, once for each of its versions. */
final class MarkerReader {
  /** Half a million archives. */
  private static final int LARGEST = 64 << 20;

  private final DeliverySource source;
  private Optional<Entry> read = Optional.empty();
  private Marker marker = Marker.EMPTY;

  MarkerReader(DeliverySource source) {
    this.source = source;
  }

  /** What the marker says, or nothing when it changed meanwhile. */
  Optional<Marker> read(Entry entry) {
    if (read.filter(entry::equals).isPresent()) {
      return Optional.of(marker);
    }
    String address = source.address() + "/" + entry.name();
    if (entry.size() > LARGEST) {
      throw new DataException(
          address
              + " has "
              + entry.size()
              + " bytes, more than any list of archives; is"
              + " source.marker the right file?");
    }
    try (InputStream in = source.open(entry)) {
      marker = Marker.parse(in.readAllBytes(), address);
      read = Optional.of(entry);
      return Optional.of(marker);
    } catch (ArchiveChangedException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new TemporaryException("cannot read " + address + ": " + e.getMessage(), e);
    }
  }
}
