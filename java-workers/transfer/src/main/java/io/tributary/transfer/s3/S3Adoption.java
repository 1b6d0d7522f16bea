package io.tributary.transfer.s3;

import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.Payload;
import io.tributary.core.store.UploadedPart;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Tells whether the object that is there now is the one whose writing got no reply. */
final class S3Adoption {
  private S3Adoption() {}

  /** By its bytes, since an ETag says nothing of them where objects are encrypted. */
  static boolean same(ObjectInfo present, InputStream bytes, Payload payload) throws IOException {
    if (present.size() != payload.size()) {
      return false;
    }
    try (InputStream theirs = new BufferedInputStream(bytes, 1 << 16);
        InputStream ours = new BufferedInputStream(payload.open(), 1 << 16)) {
      int b;
      do {
        b = theirs.read();
        if (b != ours.read()) {
          return false;
        }
      } while (b >= 0);
      return true;
    }
  }

  /** By the ETag that S3 makes of the parts' ETags, and the size. */
  static boolean same(ObjectInfo present, List<UploadedPart> parts) {
    long size = parts.stream().mapToLong(UploadedPart::size).sum();
    return present.size() == size
        && etag(parts).map(etag -> etag.equals(present.etag())).orElse(false);
  }

  /** MD5 of the parts' MD5s; nothing when an ETag is no MD5. */
  static Optional<String> etag(List<UploadedPart> parts) {
    ByteArrayOutputStream marks = new ByteArrayOutputStream(parts.size() * 16);
    for (UploadedPart part : parts) {
      String etag = S3Part.etag(part);
      if (!etag.matches("[0-9a-f]{32}")) {
        return Optional.empty();
      }
      marks.writeBytes(HexFormat.of().parseHex(etag));
    }
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(marks.toByteArray());
      return Optional.of(HexFormat.of().formatHex(digest) + "-" + parts.size());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
