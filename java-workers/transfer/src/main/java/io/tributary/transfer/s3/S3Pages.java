package io.tributary.transfer.s3;

import io.tributary.core.error.WorkerException;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The pages of a listing, each fetched when the stream comes to it. */
record S3Pages(
    S3Client client,
    ListObjectsV2Request request,
    Function<SdkException, WorkerException> failure) {
  Stream<ListObjectsV2Response> stream() {
    return Stream.iterate(
        page(request),
        page -> page != null,
        page ->
            Boolean.TRUE.equals(page.isTruncated())
                ? page(request.toBuilder().continuationToken(page.nextContinuationToken()).build())
                : null);
  }

  private ListObjectsV2Response page(ListObjectsV2Request next) {
    try {
      return client.listObjectsV2(next);
    } catch (SdkException e) {
      throw failure.apply(e);
    }
  }
}
