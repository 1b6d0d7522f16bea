package io.tributary.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the workers need of an S3 server, asked with the SDK that they use and its defaults. */
class S3ServerTest {
  private static final String BUCKET = "tributary-demo";

  @TempDir static Path directory;
  private static EmbeddedServers servers;
  private static S3Client s3;

  @BeforeAll
  static void start() throws Exception {
    servers = EmbeddedServers.start(directory, "127.0.0.1", 0, 0, BUCKET);
    s3 = client(servers.addresses().s3().get("secretAccessKey"));
  }

  @AfterAll
  static void stop() throws Exception {
    s3.close();
    servers.close();
  }

  @Test
  void wrongSecretIsRefused() {
    try (S3Client stranger = client("guess")) {
      refused(403, () -> stranger.listObjectsV2(r -> r.bucket(BUCKET)));
    }
  }

  @Test
  void putIfAbsent() {
    put("absent", "1", null, "*");
    refused(412, () -> put("absent", "2", null, "*"));
    assertThat(text("absent")).isEqualTo("1");
  }

  @Test
  void putIfUnchanged() {
    String first = put("unchanged", "1", null, null);
    String second = put("unchanged", "2", first, null);
    assertThat(second).isNotEqualTo(first);
    refused(412, () -> put("unchanged", "3", first, null));
    refused(404, () -> put("not-there", "3", first, null));
    assertThat(text("unchanged")).isEqualTo("2");
  }

  @Test
  void racingPutsHaveOneWinner() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<Boolean>> outcomes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String text = Integer.toString(i);
      outcomes.add(threads.submit(() -> won(() -> put("race", text, null, "*"))));
    }
    int winners = 0;
    for (Future<Boolean> outcome : outcomes) {
      winners += outcome.get() ? 1 : 0;
    }
    threads.shutdown();
    assertThat(winners).isEqualTo(1);
  }

  @Test
  void completeIfAbsent() {
    String first = upload("assembled-absent", "1");
    complete("assembled-absent", first, null, "*");
    String second = upload("assembled-absent", "2");
    refused(412, () -> complete("assembled-absent", second, null, "*"));
    assertThat(text("assembled-absent")).startsWith("1");
  }

  @Test
  void completeIfUnchanged() {
    String etag = complete("assembled", upload("assembled", "1"), null, null);
    String newer = complete("assembled", upload("assembled", "2"), etag, null);
    String third = upload("assembled", "3");
    refused(412, () -> complete("assembled", third, etag, null));
    assertThat(text("assembled")).startsWith("2");
    assertThat(newer).endsWith("-2\"");
    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("assembled")).eTag()).isEqualTo(newer);
  }

  @Test
  void deleteIfUnchanged() {
    String etag = put("deleted", "1", null, null);
    String newer = put("deleted", "2", null, null);
    refused(412, () -> s3.deleteObject(r -> r.bucket(BUCKET).key("deleted").ifMatch(etag)));
    s3.deleteObject(r -> r.bucket(BUCKET).key("deleted").ifMatch(newer));
    refused(404, () -> s3.headObject(r -> r.bucket(BUCKET).key("deleted")));
  }

  @Test
  void listsFoldersAndPages() {
    for (String key : List.of("list/a/1", "list/a/2", "list/b/1", "list/c", "list/가")) {
      put(key, key, null, null);
    }
    ListObjectsV2Response folders =
        s3.listObjectsV2(r -> r.bucket(BUCKET).prefix("list/").delimiter("/"));
    assertThat(folders.commonPrefixes())
        .extracting(CommonPrefix::prefix)
        .containsExactly("list/a/", "list/b/");
    assertThat(folders.contents()).extracting(S3Object::key).containsExactly("list/c", "list/가");
    assertThat(
            s3.listObjectsV2Paginator(r -> r.bucket(BUCKET).prefix("list/").maxKeys(2)).contents())
        .extracting(S3Object::key)
        .containsExactly("list/a/1", "list/a/2", "list/b/1", "list/c", "list/가");
  }

  @Test
  void readsRanges() {
    String etag = put("range", "0123456789", null, null);
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("range").range("bytes=2-4").ifMatch(etag))
                .asUtf8String())
        .isEqualTo("234");
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("range").range("bytes=-3"))
                .asUtf8String())
        .isEqualTo("789");
    refused(416, () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("range").range("bytes=20-")));
  }

  @Test
  void listsAndAbortsUploads() {
    String id = upload("orphans/one", "1");
    assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET).prefix("orphans/")).uploads())
        .singleElement()
        .satisfies(
            upload -> {
              assertThat(upload.key()).isEqualTo("orphans/one");
              assertThat(upload.uploadId()).isEqualTo(id);
              assertThat(upload.initiated()).isNotNull();
            });
    s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("orphans/one").uploadId(id));
    assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET).prefix("orphans/")).uploads())
        .isEmpty();
  }

  @Test
  void checksumInAHeaderIsCheckedAndKept() {
    put("sum", b -> b.checksumCRC32C(crc32c("sum")), "sum");
    var head = s3.headObject(r -> r.bucket(BUCKET).key("sum").checksumMode(ChecksumMode.ENABLED));
    assertThat(head.checksumCRC32C()).isEqualTo(crc32c("sum"));
  }

  @Test
  void wrongChecksumIsRefused() {
    refused(400, () -> put("lie", b -> b.checksumCRC32C("AAAAAA=="), "sum"));
    refused(404, () -> s3.headObject(r -> r.bucket(BUCKET).key("lie")));
  }

  /** The SDK's default: computed while it streams, checked by the server, and then forgotten. */
  @Test
  void checksumInATrailerIsNotKept() {
    put("trailer", b -> b.checksumAlgorithm(ChecksumAlgorithm.CRC32_C), "sum");
    var head =
        s3.headObject(r -> r.bucket(BUCKET).key("trailer").checksumMode(ChecksumMode.ENABLED));
    assertThat(head.checksumCRC32C()).isNull();
    assertThat(text("trailer")).isEqualTo("sum");
  }

  @Test
  void multipartWithDeclaredChecksum() {
    var created =
        s3.createMultipartUpload(
            r -> r.bucket(BUCKET).key("crc").checksumAlgorithm(ChecksumAlgorithm.CRC32_C));
    var part =
        s3.uploadPart(
            r ->
                r.bucket(BUCKET)
                    .key("crc")
                    .uploadId(created.uploadId())
                    .partNumber(1)
                    .checksumCRC32C(crc32c("part")),
            RequestBody.fromString("part"));
    var completed =
        s3.completeMultipartUpload(
            r ->
                r.bucket(BUCKET)
                    .key("crc")
                    .uploadId(created.uploadId())
                    .multipartUpload(
                        m ->
                            m.parts(
                                CompletedPart.builder()
                                    .partNumber(1)
                                    .eTag(part.eTag())
                                    .checksumCRC32C(crc32c("part"))
                                    .build())));
    assertThat(part.checksumCRC32C()).isEqualTo(crc32c("part"));
    assertThat(completed.checksumCRC32C()).endsWith("-1");
    assertThat(text("crc")).isEqualTo("part");
  }

  @Test
  void etagOfSmallObjectIsItsMd5() {
    assertThat(put("md5", "hello", null, null)).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
  }

  @Test
  void missingBucketAndKey() {
    refused(404, () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("nothing")));
    refused(404, () -> s3.listObjectsV2(r -> r.bucket("no-such-bucket")));
  }

  private static String put(String key, String text, String ifMatch, String ifNoneMatch) {
    return put(key, request -> request.ifMatch(ifMatch).ifNoneMatch(ifNoneMatch), text);
  }

  private static String put(String key, Consumer<PutObjectRequest.Builder> options, String text) {
    return s3.putObject(
            r -> options.accept(r.bucket(BUCKET).key(key)), RequestBody.fromString(text))
        .eTag();
  }

  private static String crc32c(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(UTF_8));
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static String text(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asString(UTF_8);
  }

  /** Two parts: five mebibytes of the mark, then the mark. */
  private static String upload(String key, String mark) {
    String id = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId();
    s3.uploadPart(
        r -> r.bucket(BUCKET).key(key).uploadId(id).partNumber(1),
        RequestBody.fromString(mark.repeat(5 << 20)));
    s3.uploadPart(
        r -> r.bucket(BUCKET).key(key).uploadId(id).partNumber(2), RequestBody.fromString(mark));
    return id;
  }

  private static String complete(String key, String id, String ifMatch, String ifNoneMatch) {
    List<CompletedPart> parts =
        s3.listParts(r -> r.bucket(BUCKET).key(key).uploadId(id)).parts().stream()
            .map(p -> CompletedPart.builder().partNumber(p.partNumber()).eTag(p.eTag()).build())
            .toList();
    CompleteMultipartUploadRequest request =
        CompleteMultipartUploadRequest.builder()
            .bucket(BUCKET)
            .key(key)
            .uploadId(id)
            .ifMatch(ifMatch)
            .ifNoneMatch(ifNoneMatch)
            .multipartUpload(m -> m.parts(parts))
            .build();
    return s3.completeMultipartUpload(request).eTag();
  }

  private static boolean won(Runnable write) {
    try {
      write.run();
      return true;
    } catch (S3Exception e) {
      assertThat(e.statusCode()).isEqualTo(412);
      return false;
    }
  }

  private static void refused(int status, ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status));
  }

  private static S3Client client(String secret) {
    var address = servers.addresses().s3();
    return S3Client.builder()
        .endpointOverride(URI.create(address.get("endpoint")))
        .region(Region.of(address.get("region")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(address.get("accessKeyId"), secret)))
        .forcePathStyle(true)
        .build();
  }
}
