package io.tributary.transfer.s3;

import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.OutcomeUnknownException;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Location;
import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.NameOrder;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.PendingUpload;
import io.tributary.core.store.UploadedPart;
import io.tributary.core.store.WriteCondition;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects on S3. The SDK's standard mode is the one layer of retries; a conditional write whose
 * repetition is refused is looked up, and adopted when it is ours.
 */
final class S3ObjectStore implements ObjectStore {
  private final S3Client client;
  private final String address;
  private final S3Uploads uploads;
  private final Set<String> buckets = ConcurrentHashMap.newKeySet();

  S3ObjectStore(S3Settings settings) {
    this.client = settings.client();
    this.address = settings.address();
    this.uploads = new S3Uploads(client);
  }

  @Override
  public Optional<ObjectInfo> head(Location location) {
    return attempt("look at", location, () -> find(location));
  }

  private Optional<ObjectInfo> find(Location location) {
    try {
      HeadObjectResponse head =
          client.headObject(r -> r.bucket(location.authority()).key(location.path()));
      return Optional.of(
          new ObjectInfo(
              location, head.contentLength(), unquoted(head.eTag()), head.lastModified()));
    } catch (SdkException e) {
      if (!S3Failure.missing(e)) {
        throw e;
      }
      requireBucket(location);
      return Optional.empty();
    }
  }

  /** The reply to HEAD has no body and does not tell a missing object from a missing bucket. */
  private void requireBucket(Location location) {
    if (!buckets.contains(location.authority())) {
      client.listObjectsV2(r -> r.bucket(location.authority()).maxKeys(1));
      buckets.add(location.authority());
    }
  }

  @Override
  public InputStream read(Location location) {
    return attempt(
        "read", location, () -> S3Read.whole(client, location, e -> failure("read", location, e)));
  }

  @Override
  public InputStream read(Location location, long offset, long length) {
    return length == 0
        ? InputStream.nullInputStream()
        : attempt(
            "read",
            location,
            () ->
                S3Read.range(client, location, offset, length, e -> failure("read", location, e)));
  }

  @Override
  public ObjectInfo write(Location location, Payload payload, WriteCondition condition) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(location.authority())
            .key(location.path())
            .contentLength(payload.size())
            .checksumCRC32(S3Checksum.of(payload));
    if (condition instanceof WriteCondition.IfAbsent) {
      request.ifNoneMatch("*");
    } else if (condition instanceof WriteCondition.IfMatch match) {
      request.ifMatch(match.etag());
    }
    try {
      return new ObjectInfo(
          location,
          payload.size(),
          unquoted(client.putObject(request.build(), S3Read.body(payload)).eTag()),
          Instant.now());
    } catch (SdkException e) {
      return settle("write", location, condition, e, present -> same(present, payload));
    }
  }

  private boolean same(ObjectInfo present, Payload payload) {
    try {
      return S3Adoption.same(present, read(present.location()), payload);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public ObjectInfo complete(
      MultipartUpload upload, List<UploadedPart> parts, WriteCondition condition) {
    try {
      return uploads.complete(upload, parts, condition);
    } catch (SdkException e) {
      return settle(
          "complete", upload.location(), condition, e, present -> S3Adoption.same(present, parts));
    }
  }

  /**
   * Ends a write that failed: adopts what is there when it is ours after all, and else says what
   * happened.
   */
  private ObjectInfo settle(
      String what, Location location, WriteCondition condition, SdkException e, Ours ours) {
    WorkerException failure = failure(what, location, e);
    if (condition instanceof WriteCondition.IfMatch && failure instanceof ObjectMissingException) {
      failure =
          new PreconditionFailedException(
              location + " was removed since this run saw it; run the task again", e);
    }
    boolean open = S3Failure.outcomeUnknown(e);
    boolean repeated =
        S3Failure.mayHaveBeenDone(e) && (S3Failure.conditionFailed(e) || S3Failure.missing(e));
    if ((open && !(condition instanceof WriteCondition.Always)) || repeated) {
      try {
        Optional<ObjectInfo> present = find(location);
        if (present.isPresent() && ours.is(present.get())) {
          return present.get();
        }
      } catch (SdkException | WorkerException again) {
        failure.addSuppressed(again);
        open = true;
      }
      if (open) {
        return fail(
            new OutcomeUnknownException(
                failure.getMessage() + "; it may have been written all the same", failure));
      }
    }
    return fail(failure);
  }

  private static ObjectInfo fail(WorkerException failure) {
    throw failure;
  }

  @Override
  public void delete(Location location) {
    attempt(
        "delete",
        location,
        () -> client.deleteObject(r -> r.bucket(location.authority()).key(location.path())));
  }

  @Override
  public Stream<ObjectInfo> list(Location prefix) {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket(prefix.authority()).prefix(below(prefix)).build();
    return new S3Pages(client, request, e -> failure("list", prefix, e))
        .stream()
            .flatMap(page -> page.contents().stream())
            .filter(object -> !object.key().endsWith("/"))
            .map(object -> info(prefix, object));
  }

  @Override
  public Stream<String> listNames(Location prefix) {
    String below = below(prefix);
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(prefix.authority())
            .prefix(below)
            .delimiter("/")
            .build();
    return new S3Pages(client, request, e -> failure("list", prefix, e))
        .stream()
            .flatMap(
                page ->
                    Stream.concat(
                        page.contents().stream().map(S3Object::key),
                        page.commonPrefixes().stream()
                            .map(CommonPrefix::prefix)
                            .map(key -> key.substring(0, key.length() - 1))))
            .filter(key -> key.length() > below.length())
            .map(key -> key.substring(below.length()))
            .distinct()
            .sorted(NameOrder.BYTES);
  }

  @Override
  public MultipartUpload begin(Location location) {
    return attempt("begin an upload of", location, () -> uploads.begin(location));
  }

  @Override
  public UploadedPart upload(MultipartUpload upload, int number, Payload payload) {
    return attempt(
        "write part " + number + " of",
        upload.location(),
        () -> uploads.upload(upload, number, payload));
  }

  @Override
  public void abort(MultipartUpload upload) {
    attempt(
        "abort the upload of",
        upload.location(),
        () -> {
          uploads.abort(upload);
          return null;
        });
  }

  @Override
  public List<PendingUpload> pendingUploads(Location prefix) {
    return attempt(
        "list uploads below", prefix, () -> uploads.pending(prefix.authority(), below(prefix)));
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T attempt(String what, Location location, Supplier<T> action) {
    try {
      return action.get();
    } catch (SdkException e) {
      throw failure(what, location, e);
    }
  }

  private WorkerException failure(String what, Location location, SdkException e) {
    return S3Failure.of(what, location, address, e);
  }

  private static ObjectInfo info(Location prefix, S3Object object) {
    return new ObjectInfo(
        new Location("s3", prefix.authority(), object.key()),
        object.size(),
        unquoted(object.eTag()),
        object.lastModified());
  }

  static String unquoted(String etag) {
    return etag.replace("\"", "");
  }

  private static String below(Location prefix) {
    return prefix.path().isEmpty() ? "" : prefix.path() + "/";
  }

  /** Whether the object that is there is what was being written. */
  private interface Ours {
    boolean is(ObjectInfo present);
  }
}
