package io.tributary.transfer.s3;

import io.tributary.core.store.Location;
import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.Payload;
import io.tributary.core.store.PendingUpload;
import io.tributary.core.store.UploadedPart;
import io.tributary.core.store.UploadedParts;
import io.tributary.core.store.WriteCondition;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Multipart uploads, with CRC32 declared at the beginning and sent with each part. */
final class S3Uploads {
  private final S3Client client;

  S3Uploads(S3Client client) {
    this.client = client;
  }

  MultipartUpload begin(Location location) {
    return new MultipartUpload(
        location,
        client
            .createMultipartUpload(
                r ->
                    r.bucket(location.authority())
                        .key(location.path())
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32))
            .uploadId());
  }

  UploadedPart upload(MultipartUpload upload, int number, Payload payload) {
    UploadedParts.checkNumber(upload, number);
    String crc32 = S3Checksum.of(payload);
    UploadPartResponse response =
        client.uploadPart(
            r ->
                r.bucket(upload.location().authority())
                    .key(upload.location().path())
                    .uploadId(upload.id())
                    .partNumber(number)
                    .contentLength(payload.size())
                    .checksumCRC32(crc32),
            S3Read.body(payload));
    return S3Part.of(number, S3ObjectStore.unquoted(response.eTag()), crc32, payload.size());
  }

  ObjectInfo complete(MultipartUpload upload, List<UploadedPart> parts, WriteCondition condition) {
    UploadedParts.check(upload, parts);
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(upload.location().authority())
            .key(upload.location().path())
            .uploadId(upload.id())
            .multipartUpload(m -> m.parts(parts.stream().map(S3Part::completed).toList()));
    if (condition instanceof WriteCondition.IfAbsent) {
      request.ifNoneMatch("*");
    } else if (condition instanceof WriteCondition.IfMatch match) {
      request.ifMatch(match.etag());
    }
    CompleteMultipartUploadResponse response = client.completeMultipartUpload(request.build());
    return new ObjectInfo(
        upload.location(),
        parts.stream().mapToLong(UploadedPart::size).sum(),
        S3ObjectStore.unquoted(response.eTag()),
        Instant.now());
  }

  void abort(MultipartUpload upload) {
    try {
      client.abortMultipartUpload(
          r ->
              r.bucket(upload.location().authority())
                  .key(upload.location().path())
                  .uploadId(upload.id()));
    } catch (NoSuchUploadException e) {
      // Completed or aborted before: nothing is left to free.
      return;
    }
  }

  List<PendingUpload> pending(String bucket, String prefix) {
    return client
        .listMultipartUploadsPaginator(r -> r.bucket(bucket).prefix(prefix))
        .uploads()
        .stream()
        .map(
            u ->
                new PendingUpload(
                    new MultipartUpload(new Location("s3", bucket, u.key()), u.uploadId()),
                    u.initiated()))
        .toList();
  }
}
