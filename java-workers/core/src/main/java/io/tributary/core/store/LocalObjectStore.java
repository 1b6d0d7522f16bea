package io.tributary.core.store;

import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.error.WorkerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Objects as files. A file gets its name in one step, after all its bytes; names beginning with
 * {@code .tributary-} and the folders {@code .uploads} are the store's own and in no listing. A
 * killed process leaves the old object or the new one; a power cut may take what was written last,
 * since files are not flushed one by one.
 */
final class LocalObjectStore implements ObjectStore {
  private static final int READ_SIZE = 256 << 10;

  private final LocalUploads uploads = new LocalUploads();

  @Override
  public Optional<ObjectInfo> head(Location location) {
    Path path = path(location);
    return attempt("look at", location, () -> head(location, path));
  }

  private static Optional<ObjectInfo> head(Location location, Path path) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      return Optional.of(
          new ObjectInfo(
              location,
              attributes.size(),
              ContentMark.of(path, attributes),
              attributes.lastModifiedTime().toInstant()));
    } catch (FileSystemException e) {
      if (e instanceof NoSuchFileException || "Not a directory".equals(e.getReason())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public InputStream read(Location location) {
    return attempt("read", location, () -> Channels.newInputStream(channel(location)));
  }

  @Override
  public InputStream read(Location location, long offset, long length) {
    return attempt(
        "read",
        location,
        () ->
            new BoundedInputStream(
                Channels.newInputStream(channel(location).position(offset)), length));
  }

  @Override
  public int readSize() {
    return READ_SIZE;
  }

  private static FileChannel channel(Location location) throws IOException {
    Path path = path(location);
    if (Files.isDirectory(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return FileChannel.open(path);
  }

  @Override
  public ObjectInfo write(Location location, Payload payload, WriteCondition condition) {
    Path path = path(location);
    return attempt(
        "write",
        location,
        () -> {
          try (StagedFile staged = StagedFile.beside(path)) {
            staged.append(payload);
            if (staged.size() != payload.size()) {
              throw new IllegalArgumentException(
                  "the payload for "
                      + location
                      + " said "
                      + payload.size()
                      + " bytes and had "
                      + staged.size());
            }
            return staged
                .publish(location, condition)
                .orElseThrow(() -> conditionFailed(location, condition));
          }
        });
  }

  @Override
  public Optional<String> crc32c(ObjectInfo object) {
    return Optional.of(ContentMark.crc32c(object.etag()));
  }

  @Override
  public void delete(Location location) {
    Path path = path(location);
    attempt(
        "delete",
        location,
        () -> {
          if (!Files.isDirectory(path)) {
            StagedFile.delete(path);
          }
          return null;
        });
  }

  @Override
  public Stream<ObjectInfo> list(Location prefix) {
    Iterator<Path> files = attempt("list", prefix, () -> new LocalListing(path(prefix)));
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(files, Spliterator.ORDERED), false)
        .flatMap(
            file -> {
              Location location = Location.of(file);
              return attempt("look at", location, () -> head(location, file)).stream();
            });
  }

  @Override
  public Stream<String> listNames(Location prefix) {
    return attempt("list", prefix, () -> LocalListing.entries(path(prefix))).stream()
        .filter(entry -> !entry.folder() || new LocalListing(entry.path()).hasNext())
        .map(LocalListing.Entry::name)
        .sorted(NameOrder.BYTES);
  }

  @Override
  public MultipartUpload begin(Location location) {
    path(location);
    return attempt("begin an upload of", location, () -> uploads.begin(location));
  }

  @Override
  public UploadedPart upload(MultipartUpload upload, int number, Payload payload) {
    return upload(upload, number, number, payload);
  }

  @Override
  public UploadedPart upload(MultipartUpload upload, int number, int through, Payload payload) {
    return attempt(
        "write part " + number + " of",
        upload.location(),
        () -> uploads.upload(upload, number, through, payload));
  }

  @Override
  public ObjectInfo complete(
      MultipartUpload upload, List<UploadedPart> parts, WriteCondition condition) {
    return attempt("complete", upload.location(), () -> uploads.complete(upload, parts, condition))
        .orElseThrow(() -> conditionFailed(upload.location(), condition));
  }

  @Override
  public void abort(MultipartUpload upload) {
    attempt(
        "abort the upload of",
        upload.location(),
        () -> {
          uploads.abort(upload);
          return null;
        });
  }

  @Override
  public List<PendingUpload> pendingUploads(Location prefix) {
    return attempt("list uploads below", prefix, () -> uploads.pending(path(prefix)));
  }

  @Override
  public void close() {
    // Nothing is held open between calls.
  }

  private static Path path(Location location) {
    try {
      Path path = location.toPath();
      String name = location.name();
      if (StagedFile.hides(name) || LocalUploads.hides(name)) {
        throw new ConfigurationException(
            location + ": this name is the store's own; choose another one");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          location
              + " cannot be a file's name here ("
              + e.getReason()
              + "); with other than ASCII letters set LC_ALL=C.UTF-8",
          e);
    }
  }

  private static PreconditionFailedException conditionFailed(
      Location location, WriteCondition condition) {
    return new PreconditionFailedException(
        location
            + (condition instanceof WriteCondition.IfAbsent
                ? " exists already"
                : " changed since this run saw it")
            + ": another run was faster; run the task again to find its result");
  }

  private static <T> T attempt(String what, Location location, Action<T> action) {
    try {
      return action.run();
    } catch (WorkerException e) {
      throw e;
    } catch (IOException e) {
      throw LocalFailure.of(what, location, e);
    } catch (UncheckedIOException e) {
      throw LocalFailure.of(what, location, e.getCause());
    }
  }

  private interface Action<T> {
    T run() throws IOException;
  }
}
