package io.tributary.transfer.s3;

import io.tributary.core.store.UploadedPart;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * What completing an upload has to say of a part: its ETag and its CRC32, which a store that keeps
 * checksums wants back. {@link UploadedPart#etag} carries both, as {@code etag;crc32}.
 */
final class S3Part {
  private S3Part() {}

  static UploadedPart of(int number, String etag, String crc32, long size) {
    return new UploadedPart(number, etag + ";" + crc32, size);
  }

  static String etag(UploadedPart part) {
    return part.etag().substring(0, part.etag().indexOf(';'));
  }

  static CompletedPart completed(UploadedPart part) {
    return CompletedPart.builder()
        .partNumber(part.number())
        .eTag(etag(part))
        .checksumCRC32(part.etag().substring(part.etag().indexOf(';') + 1))
        .build();
  }
}
