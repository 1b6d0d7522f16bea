package io.tributary.core.store;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * One file of an upload whose parts lie where the object will have them, so that they need not be
 * written twice. A part's place is known when all that can come before it have come, or have begun
 * to; parts that come before their turn have files of their own and are moved in the end.
 *
 * <p>Kept by the process that began the upload, which is the one to complete it: parts that other
 * processes write have files of their own. No two places overlap, whatever is replaced; what is
 * found elsewhere than where the object has it makes the object be joined anew.
 */
final class PlacedParts {
  private static final String NAME = "placed";
  private static final Map<MultipartUpload, PlacedParts> OF_THIS_PROCESS =
      new ConcurrentHashMap<>();

  private final Path file;

  /** Writers of parts read; who completes or gives up writes, and waits for those under way. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private final Lock writing = new ReentrantLock();

  /** Parts beyond the first number that may still come, each with what it stands for. */
  private final NavigableMap<Integer, Extent> ahead = new TreeMap<>();

  private final Map<Integer, Place> places = new HashMap<>();
  private int next = 1;
  private long end;
  private volatile boolean ended;

  private PlacedParts(Path file) {
    this.file = file;
  }

  private record Extent(int through, long size) {}

  private record Place(long offset, UploadedPart part) {}

  /**
   * Begins with the folder that an upload has. The file is made here and never again: whoever gives
   * the upload up elsewhere removes it, and what comes then must not pass for all of it.
   */
  static void begin(MultipartUpload upload, Path folder) throws IOException {
    OF_THIS_PROCESS.put(upload, new PlacedParts(Files.createFile(folder.resolve(NAME))));
  }

  /** Those of an upload that this process began, and that is under way. */
  static Optional<PlacedParts> of(MultipartUpload upload) {
    return Optional.ofNullable(OF_THIS_PROCESS.get(upload));
  }

  /** Ends behind the last writer; no part is written any more. */
  static void end(MultipartUpload upload) {
    PlacedParts parts = OF_THIS_PROCESS.remove(upload);
    if (parts != null) {
      parts.exclusively(parts::closed);
    }
  }

  /** Nobody may write any more: what was the upload's file can be the object by now. */
  boolean closed() {
    ended = true;
    return ended;
  }

  /** Throws when the upload was completed or given up, here or by another process. */
  void requireThere(MultipartUpload upload) {
    if (ended || Files.notExists(file)) {
      throw LocalUploads.ended(upload);
    }
  }

  /**
   * Writes a part to its place; empty: it has none yet, or had one already.
   *
   * @param through the last number that it stands for
   */
  Optional<UploadedPart> write(int number, int through, Payload payload) throws IOException {
    use.readLock().lock();
    try {
      OptionalLong offset = ended ? OptionalLong.empty() : reserve(number, through, payload.size());
      if (offset.isEmpty()) {
        return Optional.empty();
      }
      ContentMark mark = write(payload, offset.getAsLong());
      if (mark.size() != payload.size()) {
        throw new IllegalArgumentException(
            "part " + number + " said " + payload.size() + " bytes and had " + mark.size());
      }
      UploadedPart part = new UploadedPart(number, mark.etag(), mark.size());
      synchronized (this) {
        places.put(number, new Place(offset.getAsLong(), part));
      }
      return Optional.of(part);
    } finally {
      use.readLock().unlock();
    }
  }

  /** One at a time: the kernel lets one alone write to a file, and those who wait for it spin. */
  private ContentMark write(Payload payload, long offset) throws IOException {
    ContentMark mark = new ContentMark();
    writing.lock();
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.position(offset);
      payload.writeTo(new MarkingOutputStream(Channels.newOutputStream(out), mark));
    } finally {
      writing.unlock();
    }
    return mark;
  }

  private synchronized OptionalLong reserve(int number, int through, long size) {
    if (number != next) {
      // Of one that is replaced, the size that it had here first keeps its room.
      if (number > next) {
        ahead.put(number, new Extent(through, size));
      }
      return OptionalLong.empty();
    }
    long offset = end;
    end += size;
    next = through + 1;
    for (Extent follows = ahead.remove(next); follows != null; follows = ahead.remove(next)) {
      end += follows.size();
      next = follows.through() + 1;
    }
    return OptionalLong.of(offset);
  }

  /** A part of that number was written to a file of its own. */
  synchronized void replaced(int number) {
    places.remove(number);
  }

  /** Where a part lies, if it lies here and was not replaced. */
  synchronized Optional<FileJoin.Piece> piece(UploadedPart part, long target) {
    return Optional.ofNullable(places.get(part.number()))
        .filter(place -> place.part().equals(part))
        .map(place -> new FileJoin.Piece(file, place.offset(), part.size(), target));
  }

  /** Whether a part of that number lies here. */
  synchronized boolean has(int number) {
    return places.containsKey(number);
  }

  /**
   * The file, if the object can be made of it: all that lies here is wanted, and where it lies.
   *
   * @param pieces of the whole object
   */
  synchronized Optional<Path> whole(List<FileJoin.Piece> pieces) {
    long inPlace = pieces.stream().filter(this::inPlace).count();
    return inPlace > 0 && inPlace == places.size() ? Optional.of(file) : Optional.empty();
  }

  /** Whether a piece lies where the object will have it. */
  boolean inPlace(FileJoin.Piece piece) {
    return piece.file().equals(file) && piece.offset() == piece.target();
  }

  /** Does something while no part is being written. */
  <T, E extends Exception> T exclusively(Action<T, E> action) throws E {
    use.writeLock().lock();
    try {
      return action.run();
    } finally {
      use.writeLock().unlock();
    }
  }

  /** What is done meanwhile. */
  interface Action<T, E extends Exception> {
    T run() throws E;
  }
}
