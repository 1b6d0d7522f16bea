package io.tributary.transfer.source;

import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.RemoteCalls;
import io.tributary.transfer.resume.ResumingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A delivery on an SFTP server. This is the one layer of retries for SFTP: a connection that fails
 * or breaks is made anew a bounded number of times, at the offset that was reached.
 */
final class SftpSource implements DeliverySource {
  private static final int ATTEMPTS = 6;
  private static final Logger LOG = LoggerFactory.getLogger(SftpSource.class);

  private final SourceAddress address;
  private final SftpPool pool;
  private final Duration firstPause;

  /** A source whose pauses between attempts begin with this one and double. */
  SftpSource(SourceAddress address, SftpLogin login, int connections, Duration firstPause) {
    this.address = address;
    this.pool = new SftpPool(login, connections);
    this.firstPause = firstPause;
  }

  @Override
  public String address() {
    return address.toString();
  }

  @Override
  public List<Entry> list() {
    return attempt("list " + address, SftpConnection::list).stream()
        .sorted(Entries.BY_NAME)
        .toList();
  }

  @Override
  public Optional<Entry> find(String name) {
    return attempt("look at " + address + "/" + name, connection -> connection.find(name));
  }

  @Override
  public InputStream open(Entry seen) {
    return ResumingInputStream.begin(
        address + "/" + seen.name(), seen.size(), new Download(seen), firstPause);
  }

  private <T> T attempt(String what, Operation<T> operation) {
    try (SftpPool.Lease lease = pool.lease()) {
      for (int attempt = 1; ; attempt++) {
        try {
          RemoteCalls.SOURCE.asked(1);
          return operation.run(lease.connection());
        } catch (IOException e) {
          lease.discard();
          if (attempt == ATTEMPTS) {
            throw new TemporaryException(
                "cannot "
                    + what
                    + " after "
                    + attempt
                    + " attempts: "
                    + e.getMessage()
                    + "; check the network and the partner's server, then try again",
                e);
          }
          LOG.warn("cannot {}, trying again: {}", what, e.getMessage());
          RemoteCalls.SOURCE.repeated(1);
          pause(what, firstPause.toMillis() << (attempt - 1));
        } catch (RuntimeException e) {
          lease.discard();
          throw e;
        }
      }
    }
  }

  private static void pause(String what, long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TemporaryException("interrupted: cannot " + what, e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private interface Operation<T> {
    T run(SftpConnection connection) throws IOException;
  }

  /** One file over as many connections as it takes, one at a time. */
  private final class Download implements ResumingInputStream.Opener {
    private final Entry seen;
    private final SftpPool.Lease lease = pool.lease();
    private boolean whole;
    private boolean openedBefore;

    Download(Entry seen) {
      this.seen = seen;
    }

    @Override
    public InputStream open(long offset) throws IOException {
      if (offset > 0) {
        lease.discard();
      }
      RemoteCalls.SOURCE.asked(1);
      RemoteCalls.SOURCE.repeated(openedBefore ? 1 : 0);
      openedBefore = true;
      return onConnection(
          connection -> {
            Entries.requireSame(address(), seen, connection.find(seen.name()));
            return connection.read(seen.name(), offset, seen.size());
          });
    }

    @Override
    public void finished() throws IOException {
      Optional<Entry> now = onConnection(connection -> connection.find(seen.name()));
      whole = true;
      Entries.requireSame(address(), seen, now);
    }

    private <T> T onConnection(Operation<T> operation) throws IOException {
      try {
        return operation.run(lease.connection());
      } catch (IOException e) {
        lease.discard();
        throw e;
      }
    }

    @Override
    public void close() {
      if (!whole) {
        // Replies to requests ahead may still be under way.
        lease.discard();
      }
      lease.close();
    }
  }
}
