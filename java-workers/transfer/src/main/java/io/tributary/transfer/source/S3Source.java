package io.tributary.transfer.source;

import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.PermissionException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.ObjectStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A delivery below a prefix of an object store; retries and resuming are the store's. */
final class S3Source implements DeliverySource {
  private final Location prefix;
  private final ObjectStore store;

  S3Source(Location prefix, ObjectStore store) {
    this.prefix = prefix;
    this.store = store;
  }

  @Override
  public String address() {
    return prefix.toString();
  }

  @Override
  public List<Entry> list() {
    try (Stream<ObjectInfo> objects = store.list(prefix)) {
      return objects
          .filter(object -> prefix.relativize(object.location()).indexOf('/') < 0)
          .map(S3Source::entry)
          .sorted(Entries.BY_NAME)
          .toList();
    }
  }

  @Override
  public Optional<Entry> find(String name) {
    return store.head(prefix.child(Entries.plain(name))).map(S3Source::entry);
  }

  /** Listings may tell fractions of seconds that HEAD does not. */
  private static Entry entry(ObjectInfo object) {
    return new Entry(
        object.location().name(), object.size(), object.modified().truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public InputStream open(Entry seen) {
    Location object = prefix.child(seen.name());
    try {
      Optional<ObjectInfo> now = store.head(object);
      Entries.requireSame(address(), seen, now.map(S3Source::entry));
      return new Checked(store.read(object), seen);
    } catch (ObjectMissingException e) {
      throw ArchiveChangedException.vanished(address(), seen.name());
    } catch (PermissionException e) {
      throw lists() ? new UnreadableFileException(object.toString(), e) : e;
    }
  }

  /** S3 answers alike whether it is the object or all that is denied; then listing is, too. */
  private boolean lists() {
    try (Stream<ObjectInfo> objects = store.list(prefix)) {
      return objects.findFirst().isPresent();
    }
  }

  @Override
  public void close() {
    store.close();
  }

  /** Looks again at the end: the object may have been replaced between HEAD and GET. */
  private final class Checked extends FilterInputStream {
    private final Entry seen;
    private boolean checked;

    Checked(InputStream in, Entry seen) {
      super(in);
      this.seen = seen;
    }

    @Override
    public int read() throws IOException {
      return atEnd(in.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return atEnd(in.read(bytes, offset, length));
    }

    private int atEnd(int result) {
      if (result < 0 && !checked) {
        Entries.requireSame(address(), seen, find(seen.name()));
        checked = true;
      }
      return result;
    }
  }
}
