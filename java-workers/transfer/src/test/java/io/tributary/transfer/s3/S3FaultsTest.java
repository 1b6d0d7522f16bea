package io.tributary.transfer.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.OutcomeUnknownException;
import io.tributary.core.error.PermissionException;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.Payload;
import io.tributary.core.store.RemoteCalls;
import io.tributary.core.store.UploadedPart;
import io.tributary.core.store.WriteCondition;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the store makes of replies that servers give on bad days, from a server that only replies.
 */
class S3FaultsTest {
  private static final Location OBJECT = Location.parse("s3://bucket/a/b");
  private static final String OLD = "\"00000000000000000000000000000000\"";

  private final Queue<Reply> replies = new ArrayDeque<>();
  private HttpServer server;
  private S3ObjectStore store;

  private record Reply(int status, String etag, String body, int cutAfter) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.start();
    store =
        new S3ObjectStore(
            ServerProcess.settings(
                "http://127.0.0.1:" + server.getAddress().getPort(), "key", "planted-secret"));
  }

  @AfterEach
  void stop() {
    store.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    Reply reply = replies.remove();
    byte[] body = reply.body().getBytes(UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (reply.etag() != null) {
      exchange.getResponseHeaders().set("ETag", reply.etag());
      exchange.getResponseHeaders().set("Last-Modified", "Mon, 17 Mar 2025 18:00:00 GMT");
    }
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", "" + body.length);
    }
    exchange.sendResponseHeaders(reply.status(), head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body, 0, Math.min(body.length, reply.cutAfter()));
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }

  private S3FaultsTest reply(int status, String etag, String body) {
    replies.add(new Reply(status, etag, body, Integer.MAX_VALUE));
    return this;
  }

  private S3FaultsTest error(int status, String code) {
    return reply(
        status, null, "<Error><Code>" + code + "</Code><Message>told so</Message></Error>");
  }

  private ObjectInfo write(WriteCondition condition) {
    return store.write(OBJECT, Payload.of("mine"), condition);
  }

  @Test
  void aRepeatedWriteThatFindsItselfThereIsAdopted() {
    error(500, "InternalError").error(412, "PreconditionFailed");
    reply(200, "\"abc\"", "mine").reply(200, "\"abc\"", "mine");
    assertThat(write(WriteCondition.ifAbsent()).etag()).isEqualTo("abc");
  }

  @Test
  void aRepeatedWriteThatFindsAnotherOnesObjectHasLost() {
    error(503, "SlowDown").error(412, "PreconditionFailed");
    reply(200, "\"abc\"", "ours").reply(200, "\"abc\"", "ours");
    assertThatThrownBy(() -> write(WriteCondition.ifAbsent()))
        .isInstanceOf(PreconditionFailedException.class)
        .hasMessageContaining(OBJECT.toString());
  }

  @Test
  void aRefusalAtTheFirstAttemptIsARefusal() {
    error(412, "PreconditionFailed");
    assertThatThrownBy(() -> write(WriteCondition.ifAbsent()))
        .isInstanceOf(PreconditionFailedException.class);
    error(409, "ConditionalRequestConflict");
    assertThatThrownBy(() -> write(WriteCondition.ifAbsent()))
        .isInstanceOf(PreconditionFailedException.class);
    error(404, "NoSuchKey");
    assertThatThrownBy(() -> write(WriteCondition.ifMatch("abc")))
        .isInstanceOf(PreconditionFailedException.class);
    assertThat(replies).isEmpty();
  }

  @Test
  void aConditionalWriteWithoutAnyReplyIsUnknownUnlessItIsThere() {
    for (int i = 0; i < 3; i++) {
      error(500, "InternalError");
    }
    reply(200, OLD, "older");
    assertThatThrownBy(() -> write(WriteCondition.ifMatch("00")))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining(OBJECT.toString())
        .hasMessageNotContaining("planted-secret");
    for (int i = 0; i < 3; i++) {
      error(500, "InternalError");
    }
    reply(200, "\"abc\"", "mine").reply(200, "\"abc\"", "mine");
    assertThat(write(WriteCondition.ifMatch("00")).etag()).isEqualTo("abc");
  }

  @Test
  void aWriteWithoutConditionIsJustTemporary() {
    for (int i = 0; i < 3; i++) {
      error(503, "SlowDown");
    }
    assertThatThrownBy(() -> write(WriteCondition.none()))
        .isInstanceOf(TemporaryException.class)
        .hasMessageContaining("SlowDown");
  }

  @Test
  void aCompletionThatWasDoneIsAdoptedByItsEtag() {
    String etag = "7fc56270e7a70fa81a5935b72eacbe29";
    UploadedPart part = S3Part.of(1, etag, "AAAAAA==", 4);
    MultipartUpload upload = new MultipartUpload(OBJECT, "id");
    // MD5 of the part's MD5, as S3 makes it.
    String whole = "\"" + S3Adoption.etag(List.of(part)).orElseThrow() + "\"";
    error(500, "InternalError").error(404, "NoSuchUpload").reply(200, whole, "mine");
    assertThat(store.complete(upload, List.of(part), WriteCondition.ifAbsent()).etag())
        .isEqualTo(whole.replace("\"", ""));
    error(500, "InternalError").error(404, "NoSuchUpload").reply(200, OLD, "mine");
    assertThatThrownBy(() -> store.complete(upload, List.of(part), WriteCondition.ifAbsent()))
        .isInstanceOf(TemporaryException.class);
  }

  @Test
  void aBodyThatIsCutIsReadOn() throws IOException {
    replies.add(new Reply(200, "\"v1\"", "0123456789", 4));
    reply(206, "\"v1\"", "456789");
    try (InputStream in = store.read(OBJECT)) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("0123456789");
    }
  }

  @Test
  void aBodyThatCannotBeReadOnIsAskedForByOneLayerOnly() throws IOException {
    replies.add(new Reply(200, "\"v1\"", "0123456789", 4));
    for (int attempt = 0; attempt < 3; attempt++) {
      error(503, "SlowDown");
    }
    try (InputStream in = store.read(OBJECT)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(TemporaryException.class)
          .hasMessageContaining("after 3 attempts")
          .hasMessageContaining("SlowDown");
    }
    assertThat(replies).isEmpty();
  }

  @Test
  void anObjectThatIsReplacedWhileItIsReadIsNoMixture() throws IOException {
    replies.add(new Reply(200, "\"v1\"", "0123456789", 4));
    error(412, "PreconditionFailed");
    try (InputStream in = store.read(OBJECT)) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(PreconditionFailedException.class);
    }
    assertThat(replies).isEmpty();
  }

  @Test
  void aLookThatIsRefusedForNowSaysHowOftenItWasTried() {
    for (int attempt = 0; attempt < 3; attempt++) {
      reply(503, null, "");
    }
    assertThatThrownBy(() -> store.head(OBJECT))
        .isInstanceOf(TemporaryException.class)
        .hasMessageContaining("after 3 attempts");
    assertThat(replies).isEmpty();
  }

  @Test
  void requestsAndRepetitionsAreCounted() {
    long requests = RemoteCalls.snapshot().get("storage-requests");
    long repeats = RemoteCalls.snapshot().get("storage-repeats");
    error(503, "SlowDown").error(500, "InternalError").reply(200, "\"abc\"", "");
    write(WriteCondition.none());
    assertThat(RemoteCalls.snapshot())
        .containsEntry("storage-requests", requests + 3)
        .containsEntry("storage-repeats", repeats + 2);
  }

  @Test
  void whatARetryCannotHealIsNotRetried() {
    error(403, "AccessDenied");
    assertThatThrownBy(() -> store.read(OBJECT))
        .isInstanceOf(PermissionException.class)
        .hasMessageContaining("AccessDenied");
    error(404, "NoSuchBucket");
    assertThatThrownBy(() -> store.read(OBJECT))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'bucket'");
    reply(404, null, "").error(404, "NoSuchBucket");
    assertThatThrownBy(() -> store.head(OBJECT)).isInstanceOf(ConfigurationException.class);
    error(301, "PermanentRedirect");
    assertThatThrownBy(() -> store.read(OBJECT))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AWS_REGION");
    assertThat(replies).isEmpty();
  }

  @Test
  void aServerThatIsAwayIsTemporary() {
    server.stop(0);
    assertThatThrownBy(() -> store.head(OBJECT))
        .isInstanceOf(TemporaryException.class)
        .hasMessageContaining("127.0.0.1:" + server.getAddress().getPort())
        .hasMessageContaining("refused");
  }
}
