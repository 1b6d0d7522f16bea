package io.tributary.core.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Pieces of files put together in one. The kernel moves the bytes, those of several at once. */
final class FileJoin {
  private static final int AT_ONCE = 4;

  private FileJoin() {}

  /**
   * Bytes to move.
   *
   * @param file where they are
   * @param offset of them there
   * @param size bytes
   * @param target their offset in what is made
   */
  record Piece(Path file, long offset, long size, long target) {}

  /** Moves pieces into a file, the rest of which stays as it is. Ends behind the last move. */
  static void join(List<Piece> pieces, Path joined) throws IOException {
    if (pieces.isEmpty()) {
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, pieces.size()));
    try {
      List<Future<?>> moves = new ArrayList<>();
      for (Piece piece : pieces) {
        moves.add(
            threads.submit(
                () -> {
                  move(piece, joined);
                  return null;
                }));
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
      awaitEnd(threads);
    }
  }

  /** What still moves would write into a file that is somebody else's by then. */
  private static void awaitEnd(ExecutorService threads) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void move(Piece piece, Path joined) throws IOException {
    try (FileChannel from = FileChannel.open(piece.file());
        FileChannel to = FileChannel.open(joined, StandardOpenOption.WRITE)) {
      to.position(piece.target());
      for (long done = 0; done < piece.size(); ) {
        long moved = from.transferTo(piece.offset() + done, piece.size() - done, to);
        if (moved == 0) {
          throw new EOFException(piece.file() + " has become shorter");
        }
        done += moved;
      }
    }
  }
}
