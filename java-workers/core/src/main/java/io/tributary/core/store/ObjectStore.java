package io.tributary.core.store;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The port to object storage: all data at rest goes through it. An object appears whole under its
 * name or not at all, and reads after a write see it.
 *
 * <p>Errors: {@link io.tributary.core.error.TemporaryException} when the store is away or throttles
 * after the implementation's own retries (nobody retries above it), {@link
 * io.tributary.core.error.PermissionException} when it refuses the credentials, {@link
 * io.tributary.core.error.PreconditionFailedException} when a {@link WriteCondition} does not hold,
 * {@link io.tributary.core.error.OutcomeUnknownException} when a conditional write's reply was lost
 * and the object present now does not tell, {@link io.tributary.core.error.ObjectMissingException}
 * when what is read is not there, {@link io.tributary.core.error.ConfigurationException} when the
 * bucket does not exist. Every message names the location.
 *
 * <p>Implementations are safe for use by several threads. Tests: {@code ObjectStoreContract}.
 */
public interface ObjectStore extends AutoCloseable {
  /** The smallest size of a part that is not the last, in bytes (S3's limit, kept everywhere). */
  int MINIMUM_PART_SIZE = 5 * 1024 * 1024;

  /** The largest number of parts (S3's limit, kept everywhere). */
  int MAXIMUM_PARTS = 10_000;

  /** What is there, if anything is. */
  Optional<ObjectInfo> head(Location location);

  /** The whole object, as a stream that the caller closes. */
  InputStream read(Location location);

  /**
   * A range of an object, as a stream that the caller closes.
   *
   * @param offset first byte
   * @param length bytes; must lie within the object
   */
  InputStream read(Location location, long offset, long length);

  /**
   * Bytes to ask for at once when more of an object is read than memory holds: more where each
   * request costs, fewer where the bytes should still be in the processor's cache when they are
   * looked at.
   */
  default int readSize() {
    return 2 << 20;
  }

  /** Writes a whole object if the condition holds. */
  ObjectInfo write(Location location, Payload payload, WriteCondition condition);

  /**
   * The CRC32C of an object's bytes in eight hexadecimal digits, where the ETag tells it: who needs
   * it of what was just written need not read all bytes once more.
   */
  default Optional<String> crc32c(ObjectInfo object) {
    return Optional.empty();
  }

  /** Removes an object; no error when it is not there. */
  void delete(Location location);

  /** All objects below a prefix, in byte order of their names, fetched as the stream is read. */
  Stream<ObjectInfo> list(Location prefix);

  /** The names right below a prefix, in byte order: of objects, and of prefixes that hold some. */
  Stream<String> listNames(Location prefix);

  /** Begins a multipart upload. */
  MultipartUpload begin(Location location);

  /** Uploads one part; a part of the same number is replaced. */
  UploadedPart upload(MultipartUpload upload, int number, Payload payload);

  /**
   * Uploads one part that stands for several numbers, of which no other comes: a store that lays
   * parts side by side knows from it where the next one goes.
   *
   * @param through the last of the numbers
   */
  default UploadedPart upload(MultipartUpload upload, int number, int through, Payload payload) {
    return upload(upload, number, payload);
  }

  /**
   * Makes the object of the parts, in ascending order of their numbers, if the condition holds. To
   * be done by the process that began the upload.
   */
  ObjectInfo complete(MultipartUpload upload, List<UploadedPart> parts, WriteCondition condition);

  /** Gives up an upload and frees its parts; no error when it is not there any more. */
  void abort(MultipartUpload upload);

  /** The uploads begun below a prefix and neither completed nor aborted. */
  List<PendingUpload> pendingUploads(Location prefix);

  @Override
  void close();
}
