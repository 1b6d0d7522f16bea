package io.tributary.transfer.source;

import io.tributary.core.error.TemporaryException;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** Bounds the connections of one process, and keeps idle ones for the next use. */
final class SftpPool implements AutoCloseable {
  private final SftpLogin login;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<SftpConnection> idle = new ConcurrentLinkedDeque<>();

  SftpPool(SftpLogin login, int connections) {
    this.login = login;
    this.permits = new Semaphore(Math.max(1, connections), true);
  }

  /** The right to one connection, waited for if all are in use. */
  Lease lease() {
    try {
      permits.acquire();
      return new Lease();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TemporaryException("waiting for an SFTP connection was interrupted", e);
    }
  }

  @Override
  public void close() {
    for (SftpConnection c = idle.poll(); c != null; c = idle.poll()) {
      c.close();
    }
  }

  /** At most one connection at a time, replaced when it breaks. */
  final class Lease implements AutoCloseable {
    private SftpConnection connection;
    private boolean closed;

    /**
     * An open connection.
     *
     * @throws IOException when another attempt can help
     */
    SftpConnection connection() throws IOException {
      while (connection == null) {
        connection = idle.poll();
        if (connection == null) {
          connection = login.connect();
        } else if (!connection.usable()) {
          discard();
        }
      }
      return connection;
    }

    /** The connection is broken or in an unknown state. */
    void discard() {
      if (connection != null) {
        connection.close();
        connection = null;
      }
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      if (connection != null) {
        idle.push(connection);
        connection = null;
      }
      permits.release();
    }
  }
}
