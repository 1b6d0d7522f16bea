package io.tributary.merge;

import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.UploadedPart;
import io.tributary.core.store.WriteCondition;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A store that dies at one of its changing calls, before or after the call took effect, and stays
 * dead: what storage sees of a process that is killed there.
 */
final class FaultyStore implements ObjectStore {
  private final ObjectStore store;
  private final int deadly;
  private final boolean effective;
  private final AtomicInteger changes = new AtomicInteger();
  private Optional<Runnable> interruption = Optional.empty();

  /**
   * A store that dies.
   *
   * @param deadly number of the changing call, from 1
   * @param effective whether that call still takes effect
   */
  FaultyStore(ObjectStore store, int deadly, boolean effective) {
    this.store = store;
    this.deadly = deadly;
    this.effective = effective;
  }

  /** A store that lives, and does something before the changing call of that number. */
  static FaultyStore interrupted(ObjectStore store, int call, Runnable action) {
    FaultyStore faulty = new FaultyStore(store, call, true);
    faulty.interruption = Optional.of(action);
    return faulty;
  }

  /** Changing calls so far. */
  int changes() {
    return changes.get();
  }

  private <T> T change(Supplier<T> call) {
    int number = changes.incrementAndGet();
    if (number == deadly) {
      interruption.ifPresent(Runnable::run);
    }
    boolean dies = interruption.isEmpty() && number >= deadly;
    if (dies && (number > deadly || !effective)) {
      throw new TemporaryException("killed");
    }
    T result = call.get();
    if (dies) {
      throw new TemporaryException("killed");
    }
    return result;
  }

  private void change(Runnable call) {
    change(
        () -> {
          call.run();
          return Boolean.TRUE;
        });
  }

  @Override
  public Optional<ObjectInfo> head(Location location) {
    return store.head(location);
  }

  @Override
  public InputStream read(Location location) {
    return store.read(location);
  }

  @Override
  public InputStream read(Location location, long offset, long length) {
    return store.read(location, offset, length);
  }

  @Override
  public ObjectInfo write(Location location, Payload payload, WriteCondition condition) {
    return change(() -> store.write(location, payload, condition));
  }

  @Override
  public void delete(Location location) {
    change(() -> store.delete(location));
  }

  @Override
  public Stream<ObjectInfo> list(Location prefix) {
    return store.list(prefix);
  }

  @Override
  public Stream<String> listNames(Location prefix) {
    return store.listNames(prefix);
  }

  @Override
  public MultipartUpload begin(Location location) {
    return change(() -> store.begin(location));
  }

  @Override
  public UploadedPart upload(MultipartUpload upload, int number, Payload payload) {
    return change(() -> store.upload(upload, number, payload));
  }

  @Override
  public ObjectInfo complete(
      MultipartUpload upload, List<UploadedPart> parts, WriteCondition condition) {
    return change(() -> store.complete(upload, parts, condition));
  }

  @Override
  public void abort(MultipartUpload upload) {
    change(() -> store.abort(upload));
  }

  @Override
  public List<MultipartUpload> pendingUploads(Location prefix) {
    return store.pendingUploads(prefix);
  }

  @Override
  public void close() {
    store.close();
  }
}
