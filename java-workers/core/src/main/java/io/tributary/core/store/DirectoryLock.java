package io.tributary.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time compare and replace files of a directory. The lock file
 * appears with the first {@link WriteCondition.IfMatch} in a directory and stays: removing it would
 * let two processes lock two files of the same name. It holds between processes and, where the
 * network file system supports locks, between hosts; the kernel frees it when a process dies.
 */
final class DirectoryLock implements AutoCloseable {
  /** A file lock belongs to the whole process: threads need one of their own before it. */
  private static final ReentrantLock[] STRIPES = new ReentrantLock[64];

  static {
    for (int i = 0; i < STRIPES.length; i++) {
      STRIPES[i] = new ReentrantLock();
    }
  }

  private final ReentrantLock stripe;
  private final FileChannel channel;

  private DirectoryLock(ReentrantLock stripe, FileChannel channel) {
    this.stripe = stripe;
    this.channel = channel;
  }

  static DirectoryLock of(Path lockFile) throws IOException {
    ReentrantLock stripe = STRIPES[Math.floorMod(lockFile.hashCode(), STRIPES.length)];
    stripe.lock();
    FileChannel channel = null;
    try {
      channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      return new DirectoryLock(stripe, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      stripe.unlock();
      throw e;
    }
  }

  /** The lock of a directory in which conditional writes happen; elsewhere nothing. */
  static DirectoryLock ifUsed(Path lockFile) throws IOException {
    return Files.exists(lockFile) ? of(lockFile) : null;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      stripe.unlock();
    }
  }
}
