package io.tributary.core.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file being written under a hidden name beside its final one, which it gets in one step. A
 * process killed before that leaves only the hidden file, which {@link LocalUploads} sweeps away.
 */
final class StagedFile implements AutoCloseable {
  private static final String PREFIX = ".tributary-";
  private static final String SUFFIX = ".tmp";
  private static final String LOCK = PREFIX + "lock";

  private final Path target;
  private final Path staged;
  private final boolean kept;
  private final ContentMark mark = new ContentMark();
  private Optional<String> joined = Optional.empty();

  private StagedFile(Path target, Path staged, boolean kept) {
    this.target = target;
    this.staged = staged;
    this.kept = kept;
  }

  /** Whether a name is one of ours, which no listing shows. */
  static boolean hides(String name) {
    return name.startsWith(PREFIX);
  }

  /** Whether a killed process left a file: one that is known to have ended, or an old file. */
  static boolean leftBehind(Path file, Instant limit) throws IOException {
    String name = file.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return false;
    }
    String mark = name.substring(name.indexOf('~') + 1, name.length() - SUFFIX.length());
    try {
      return ProcessMark.ended(mark) || Files.getLastModifiedTime(file).toInstant().isBefore(limit);
    } catch (NoSuchFileException e) {
      // It got its name while we looked.
      return false;
    }
  }

  static StagedFile beside(Path target) throws IOException {
    Files.createDirectories(target.getParent());
    String name =
        PREFIX
            + Long.toHexString(ThreadLocalRandom.current().nextLong())
            + "~"
            + ProcessMark.ofThisProcess()
            + SUFFIX;
    return new StagedFile(target, target.resolveSibling(name), false);
  }

  /** A file of an upload, in the same file system, which stays if it does not get the name. */
  static StagedFile of(Path target, Path file) {
    return new StagedFile(target, file, true);
  }

  /**
   * Makes the file of pieces of others instead of appending.
   *
   * @param pieces those that are not in it yet
   * @param parts all that make the file, in order, as they were just found to be
   */
  void join(List<FileJoin.Piece> pieces, List<UploadedPart> parts) throws IOException {
    if (!kept) {
      Files.createFile(staged);
    }
    FileJoin.join(pieces, staged);
    String etag = ContentMark.joined(parts.stream().map(UploadedPart::etag).toList());
    try (FileChannel file = FileChannel.open(staged, StandardOpenOption.WRITE)) {
      file.truncate(ContentMark.size(etag));
    }
    joined = Optional.of(etag);
  }

  /** Appends all bytes of a payload. */
  void append(Payload payload) throws IOException {
    try (OutputStream out = appending()) {
      payload.writeTo(out);
    }
  }

  private OutputStream appending() throws IOException {
    return new MarkingOutputStream(
        Files.newOutputStream(staged, StandardOpenOption.CREATE, StandardOpenOption.APPEND), mark);
  }

  long size() {
    return joined.map(ContentMark::size).orElseGet(mark::size);
  }

  private String etag() {
    return joined.orElseGet(mark::etag);
  }

  /**
   * Gives the file its final name if the condition holds.
   *
   * @return the attributes that the file has now, or nothing when the condition does not hold
   */
  Optional<ObjectInfo> publish(Location location, WriteCondition condition) throws IOException {
    ContentMark.keep(staged, etag());
    BasicFileAttributes attributes = Files.readAttributes(staged, BasicFileAttributes.class);
    boolean done =
        condition instanceof WriteCondition.IfAbsent ? publishIfAbsent() : publishLocked(condition);
    return done
        ? Optional.of(
            new ObjectInfo(location, size(), etag(), attributes.lastModifiedTime().toInstant()))
        : Optional.empty();
  }

  @SuppressWarnings("try") // held, not used
  private boolean publishIfAbsent() throws IOException {
    try {
      // A hard link never replaces: of any number of processes one succeeds, without a lock.
      Files.createLink(target, staged);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException | UnsupportedOperationException e) {
      // File systems without hard links.
      try (DirectoryLock lock = DirectoryLock.of(target.resolveSibling(LOCK))) {
        return Files.notExists(target) && rename();
      }
    }
  }

  @SuppressWarnings("try") // held, not used
  private boolean publishLocked(WriteCondition condition) throws IOException {
    if (condition instanceof WriteCondition.IfMatch match) {
      try (DirectoryLock lock = DirectoryLock.of(target.resolveSibling(LOCK))) {
        return Files.isRegularFile(target)
            && match
                .etag()
                .equals(
                    ContentMark.of(target, Files.readAttributes(target, BasicFileAttributes.class)))
            && rename();
      }
    }
    try (DirectoryLock lock = DirectoryLock.ifUsed(target.resolveSibling(LOCK))) {
      return rename();
    }
  }

  private boolean rename() throws IOException {
    Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** Removes a file, never between the check and the step of a conditional write. */
  @SuppressWarnings("try") // held, not used
  static void delete(Path target) throws IOException {
    try (DirectoryLock lock = DirectoryLock.ifUsed(target.resolveSibling(LOCK))) {
      Files.deleteIfExists(target);
    }
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    if (!kept) {
      Files.deleteIfExists(staged);
    }
  }
}
