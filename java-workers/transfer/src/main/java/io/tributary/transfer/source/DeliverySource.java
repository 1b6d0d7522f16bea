package io.tributary.transfer.source;

import io.tributary.core.document.SourceList;
import io.tributary.core.error.WorkerException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The port to a partner's delivery: the files of one directory, read only. Nothing outside of the
 * directory is reached through it.
 *
 * <p>Errors: {@link io.tributary.core.error.PermissionException} when a host key or credentials are
 * refused, {@link io.tributary.core.error.TemporaryException} when the source is away after the
 * implementation's own retries (nobody retries above it), {@link ArchiveChangedException} when a
 * file is not what the caller saw. Every message names the address, never a secret.
 *
 * <p>Implementations are safe for use by several threads. Tests: {@code SourceContract}.
 */
public interface DeliverySource extends AutoCloseable {
  /** The directory, for people: no secrets. */
  String address();

  /**
   * The files right in the directory, in byte order of their names; none when there is no such
   * directory.
   */
  List<Entry> list();

  /** What is there under a name, if anything is. */
  Optional<Entry> find(String name);

  /**
   * All bytes of a file as it was seen, as a stream that the caller closes; best read with a large
   * buffer. A cut connection is resumed. The stream's end comes only after a check that the file is
   * still the same; its reads throw {@link WorkerException}s only.
   *
   * @throws ArchiveChangedException when size or time differ from {@code seen}, or it is gone; also
   *     thrown while reading
   */
  InputStream open(Entry seen);

  /**
   * All bytes of an archive as listed.
   *
   * @throws ArchiveChangedException as above: the archive is to be refused with its reason
   */
  default InputStream open(SourceList.Archive archive) {
    return open(new Entry(archive.name(), archive.size(), archive.modified()));
  }

  @Override
  void close();

  /**
   * A file of a delivery.
   *
   * @param name without folders
   * @param size bytes
   * @param modified when it was last written, as exactly as the source tells (SFTP: seconds)
   */
  record Entry(String name, long size, Instant modified) {}
}
