package io.tributary.core.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Files behind one another in one file. The kernel moves the bytes, those of several at once. */
final class FileJoin {
  private static final int AT_ONCE = 4;

  private FileJoin() {}

  /**
   * Joins files.
   *
   * @param sizes that they have to have: each goes to the place that the sizes before it make
   * @param joined which is not there yet
   */
  static void join(List<Path> files, List<Long> sizes, Path joined) throws IOException {
    Files.createFile(joined);
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, files.size()));
    try {
      List<Future<?>> moves = new ArrayList<>();
      long place = 0;
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        long at = place;
        long size = sizes.get(i);
        moves.add(
            threads.submit(
                () -> {
                  move(file, size, joined, at);
                  return null;
                }));
        place += size;
      }
      for (Future<?> move : moves) {
        move.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  private static void move(Path file, long size, Path joined, long at) throws IOException {
    try (FileChannel from = FileChannel.open(file);
        FileChannel to = FileChannel.open(joined, StandardOpenOption.WRITE)) {
      to.position(at);
      for (long done = 0; done < size; ) {
        long moved = from.transferTo(done, size - done, to);
        if (moved == 0) {
          throw new EOFException(file + " has become shorter");
        }
        done += moved;
      }
    }
  }
}
