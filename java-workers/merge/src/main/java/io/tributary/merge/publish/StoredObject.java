package io.tributary.merge.publish;

import io.tributary.core.store.CrcJoin;
import io.tributary.core.store.Location;
import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.UploadedPart;
import io.tributary.core.store.WriteCondition;
import io.tributary.merge.slice.PartUpload;
import io.tributary.merge.slice.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An object ready to appear under its name: small, as bytes, or uploaded in parts.
 *
 * @param location where it will appear
 * @param bytes of a small one, else null
 * @param upload of a large one, else null
 * @param parts of a large one, in order
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record StoredObject(
    Location location, byte[] bytes, MultipartUpload upload, List<PartUpload> parts) {

  /** A small one. */
  public static StoredObject of(Location location, byte[] bytes) {
    return new StoredObject(location, bytes, null, List.of());
  }

  /** A large one. */
  public static StoredObject of(MultipartUpload upload, List<PartUpload> parts) {
    return new StoredObject(upload.location(), null, upload, List.copyOf(parts));
  }

  /** Makes it appear, if the condition holds. */
  ObjectInfo put(ObjectStore store, WriteCondition condition) {
    if (upload == null) {
      return store.write(location, Payload.of(bytes), condition);
    }
    List<UploadedPart> uploaded = parts.stream().map(PartUpload::part).toList();
    return store.complete(upload, uploaded, condition);
  }

  long size() {
    return upload == null
        ? bytes.length
        : parts.stream().mapToLong(part -> part.part().size()).sum();
  }

  int partCount() {
    return upload == null ? 1 : parts.size();
  }

  /** Of the whole, combined from the parts, as eight hexadecimal digits. */
  String crc32c() {
    int crc = 0;
    if (upload == null) {
      CRC32C whole = new CRC32C();
      whole.update(bytes, 0, bytes.length);
      crc = (int) whole.getValue();
    }
    for (PartUpload part : parts) {
      crc = CrcJoin.CRC32C.join(crc, part.crc32c(), part.part().size());
    }
    return String.format("%08x", crc);
  }

  /** SHA-256 over the parts' SHA-256s; a small object is one part. */
  String sha256OfParts() {
    MessageDigest whole = Sha256.digest();
    if (upload == null) {
      whole.update(Sha256.digest().digest(bytes));
    }
    parts.forEach(part -> whole.update(part.sha256()));
    return HexFormat.of().formatHex(whole.digest());
  }
}
