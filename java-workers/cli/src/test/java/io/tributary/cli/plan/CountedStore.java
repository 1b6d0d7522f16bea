package io.tributary.cli.plan;

import io.tributary.core.store.Location;
import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.PendingUpload;
import io.tributary.core.store.UploadedPart;
import io.tributary.core.store.WriteCondition;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Files, with every call counted as the request that S3 would have been asked for. */
final class CountedStore implements ObjectStore {
  private static final LongAdder WRITES = new LongAdder();
  private static final LongAdder READS = new LongAdder();
  private static final LongAdder WRITTEN = new LongAdder();

  private final ObjectStore files = ObjectStores.open(Location.of(Path.of("/")));

  /** A folder as a root of this store. */
  static Location root(Path folder) {
    return counted(Location.of(folder));
  }

  /** What was counted since the last time, of all stores together. */
  static StorageRequests counted() {
    return new StorageRequests(WRITES.sumThenReset(), READS.sumThenReset());
  }

  /** The bytes that were sent since the last time, in whole objects and in parts. */
  static long written() {
    return WRITTEN.sumThenReset();
  }

  private static Location counted(Location file) {
    return new Location("counted", "store", file.path());
  }

  private static Location file(Location counted) {
    return new Location("file", "", counted.path());
  }

  private static ObjectInfo counted(ObjectInfo file) {
    return new ObjectInfo(counted(file.location()), file.size(), file.etag(), file.modified());
  }

  private static MultipartUpload counted(MultipartUpload file) {
    return new MultipartUpload(counted(file.location()), file.id());
  }

  private static MultipartUpload file(MultipartUpload counted) {
    return new MultipartUpload(file(counted.location()), counted.id());
  }

  @Override
  public Optional<ObjectInfo> head(Location location) {
    READS.increment();
    return files.head(file(location)).map(CountedStore::counted);
  }

  @Override
  public InputStream read(Location location) {
    READS.increment();
    return files.read(file(location));
  }

  @Override
  public InputStream read(Location location, long offset, long length) {
    READS.increment();
    return files.read(file(location), offset, length);
  }

  @Override
  public ObjectInfo write(Location location, Payload payload, WriteCondition condition) {
    WRITES.increment();
    WRITTEN.add(payload.size());
    return counted(files.write(file(location), payload, condition));
  }

  @Override
  public void delete(Location location) {
    files.delete(file(location));
  }

  @Override
  public Stream<ObjectInfo> list(Location prefix) {
    WRITES.increment();
    return files.list(file(prefix)).map(CountedStore::counted);
  }

  @Override
  public Stream<String> listNames(Location prefix) {
    WRITES.increment();
    return files.listNames(file(prefix));
  }

  @Override
  public MultipartUpload begin(Location location) {
    WRITES.increment();
    return counted(files.begin(file(location)));
  }

  @Override
  public UploadedPart upload(MultipartUpload upload, int number, Payload payload) {
    WRITES.increment();
    WRITTEN.add(payload.size());
    return files.upload(file(upload), number, payload);
  }

  @Override
  public ObjectInfo complete(
      MultipartUpload upload, List<UploadedPart> parts, WriteCondition condition) {
    WRITES.increment();
    return counted(files.complete(file(upload), parts, condition));
  }

  @Override
  public void abort(MultipartUpload upload) {
    files.abort(file(upload));
  }

  @Override
  public List<PendingUpload> pendingUploads(Location prefix) {
    WRITES.increment();
    return files.pendingUploads(file(prefix)).stream()
        .map(pending -> new PendingUpload(counted(pending.upload()), pending.begun()))
        .toList();
  }

  @Override
  public void close() {
    files.close();
  }
}
