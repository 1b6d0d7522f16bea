package io.tributary.transfer.s3;

import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Location;
import io.tributary.core.store.Payload;
import io.tributary.core.store.RemoteCalls;
import io.tributary.transfer.resume.ResumingInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Streams of objects. The SDK repeats requests, but not the reading of a body: a connection cut in
 * the middle is resumed here, on the same version of the object.
 */
final class S3Read {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private S3Read() {}

  /**
   * The whole object.
   *
   * @param failure what an error of the SDK means
   */
  static InputStream whole(
      S3Client client, Location location, Function<SdkException, WorkerException> failure) {
    GetObjectRequest request = request(location).build();
    ResponseInputStream<GetObjectResponse> first = client.getObject(request);
    return resuming(client, location, first, 0, first.response().contentLength(), failure);
  }

  /** A range of the object, as {@link #whole}. */
  static InputStream range(
      S3Client client,
      Location location,
      long offset,
      long length,
      Function<SdkException, WorkerException> failure) {
    ResponseInputStream<GetObjectResponse> first =
        client.getObject(request(location).range(range(offset, offset + length)).build());
    return resuming(client, location, first, offset, offset + length, failure);
  }

  private static InputStream resuming(
      S3Client client,
      Location location,
      ResponseInputStream<GetObjectResponse> first,
      long from,
      long end,
      Function<SdkException, WorkerException> failure) {
    String etag = first.response().eTag();
    ResumingInputStream.Opener opener =
        offset -> {
          RemoteCalls.STORAGE.repeated(1);
          try {
            return new Body(
                client.getObject(
                    request(location).range(range(offset, end)).ifMatch(etag).build()));
          } catch (SdkException e) {
            // The SDK has repeated the request already.
            throw failure.apply(e);
          }
        };
    return ResumingInputStream.continuing(
        location.toString(), new Body(first), from, end, opener, FIRST_PAUSE);
  }

  static RequestBody body(Payload payload) {
    return RequestBody.fromContentProvider(
        payload::open, payload.size(), "application/octet-stream");
  }

  private static GetObjectRequest.Builder request(Location location) {
    return GetObjectRequest.builder().bucket(location.authority()).key(location.path());
  }

  private static String range(long from, long end) {
    return "bytes=" + from + "-" + (end - 1);
  }

  /** A body whose connection is dropped, not drained, when it is closed before its end. */
  private static final class Body extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> body;
    private long left;

    Body(ResponseInputStream<GetObjectResponse> body) {
      super(body);
      this.body = body;
      this.left = body.response().contentLength();
    }

    @Override
    public int read() throws IOException {
      int b = body.read();
      left -= b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int n = body.read(bytes, offset, length);
        left -= Math.max(0, n);
        return n;
      } catch (SdkException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Override
    public void close() throws IOException {
      if (left > 0) {
        body.abort();
      } else {
        body.close();
      }
    }
  }
}
