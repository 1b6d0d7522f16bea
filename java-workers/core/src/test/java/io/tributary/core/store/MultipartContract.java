package io.tributary.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.error.WorkerException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ObjectStore} does alike with objects that are made of parts. */
abstract class MultipartContract extends ObjectStoreFixture {
  private static final int PART = ObjectStore.MINIMUM_PART_SIZE;

  @Test
  void partsBecomeOneObject() throws IOException {
    Location object = root().child("folder/parts.csv");
    byte[][] parts = {bytes(PART), bytes(PART + 1), bytes(7)};
    MultipartUpload upload = store().begin(object);
    UploadedPart third = store().upload(upload, 3, Payload.of(parts[2]));
    UploadedPart first = store().upload(upload, 1, Payload.of(parts[0]));
    UploadedPart second = store().upload(upload, 2, Payload.of(parts[1]));
    assertThat(store().head(object)).isEmpty();
    assertThat(store().list(root())).isEmpty();
    assertThat(store().listNames(root())).isEmpty();
    assertThat(pending(root())).containsExactly(upload);

    ObjectInfo info =
        store().complete(upload, List.of(first, second, third), WriteCondition.ifAbsent());
    assertThat(info.size()).isEqualTo(2L * PART + 8);
    assertThat(store().head(object).orElseThrow().etag()).isEqualTo(info.etag());
    try (InputStream in = store().read(object)) {
      for (byte[] part : parts) {
        assertThat(in.readNBytes(part.length)).isEqualTo(part);
      }
      assertThat(in.read()).isNegative();
    }
    assertThat(store().pendingUploads(root())).isEmpty();
    store().abort(upload);
    assertThat(store().head(object)).isPresent();
  }

  @Test
  void onePartMayBeSmallAndSomeMayBeLeftOut() {
    Location object = root().child("small");
    MultipartUpload upload = store().begin(object);
    store().upload(upload, 1, Payload.of("not this"));
    UploadedPart part = store().upload(upload, 5, Payload.of("this"));
    store().complete(upload, List.of(part), WriteCondition.none());
    assertThat(text(object)).isEqualTo("this");
  }

  @Test
  void partsMayStandForSeveralNumbers() throws IOException {
    Location object = root().child("several");
    byte[][] parts = {bytes(PART), bytes(PART + 9), bytes(PART + 3), bytes(1)};
    MultipartUpload upload = store().begin(object);
    UploadedPart first = store().upload(upload, 1, 2, Payload.of(parts[0]));
    UploadedPart third = store().upload(upload, 7, 9, Payload.of(parts[2]));
    UploadedPart second = store().upload(upload, 3, 6, Payload.of(parts[1]));
    UploadedPart fourth = store().upload(upload, 10, 10, Payload.of(parts[3]));
    store().complete(upload, List.of(first, second, third, fourth), WriteCondition.none());
    try (InputStream in = store().read(object)) {
      for (byte[] part : parts) {
        assertThat(in.readNBytes(part.length)).isEqualTo(part);
      }
      assertThat(in.read()).isNegative();
    }
  }

  @Test
  void aPartIsReplacedByItsNumber() {
    Location object = root().child("replaced");
    MultipartUpload upload = store().begin(object);
    UploadedPart first = store().upload(upload, 1, Payload.of("first"));
    UploadedPart second = store().upload(upload, 1, Payload.of("second"));
    assertThatThrownBy(() -> store().complete(upload, List.of(first), WriteCondition.none()))
        .isInstanceOf(WorkerException.class)
        .hasMessageContaining(object.toString());
    assertThat(store().head(object)).isEmpty();
    store().complete(upload, List.of(second), WriteCondition.none());
    assertThat(text(object)).isEqualTo("second");
  }

  @Test
  void partsThatS3WouldRefuseAreRefused() {
    Location object = root().child("refused");
    MultipartUpload upload = store().begin(object);
    UploadedPart one = store().upload(upload, 1, Payload.of("small"));
    UploadedPart two = store().upload(upload, 2, Payload.of("small"));
    WriteCondition always = WriteCondition.none();
    assertThatThrownBy(() -> store().complete(upload, List.of(one, two), always))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 MiB");
    assertThatThrownBy(() -> store().complete(upload, List.of(two, one), always))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().complete(upload, List.of(), always))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().upload(upload, 10_001, Payload.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
    store().abort(upload);
  }

  @Test
  void completionKeepsItsCondition() {
    Location object = root().child("conditional");
    ObjectInfo first = put(object, "first");
    assertThatThrownBy(() -> completeWith(object, "second", WriteCondition.ifAbsent()))
        .isInstanceOf(PreconditionFailedException.class)
        .hasMessageContaining(object.toString());
    assertThat(text(object)).isEqualTo("first");
    ObjectInfo third = completeWith(object, "third", WriteCondition.ifMatch(first.etag()));
    assertThat(text(object)).isEqualTo("third");
    assertThatThrownBy(() -> completeWith(object, "4", WriteCondition.ifMatch(first.etag())))
        .isInstanceOf(PreconditionFailedException.class);
    assertThat(store().head(object).orElseThrow().etag()).isEqualTo(third.etag());
    store().delete(object);
    assertThatThrownBy(() -> completeWith(object, "5", WriteCondition.ifMatch(third.etag())))
        .isInstanceOf(PreconditionFailedException.class);
    assertThat(store().head(object)).isEmpty();
    pending(root()).forEach(store()::abort);
    assertThat(store().pendingUploads(root())).isEmpty();
  }

  @Test
  void oneOfSixRacingCompletionsWins() throws Exception {
    Location object = root().child("complete-race");
    List<String> winners =
        race(
            6,
            i -> completeWith(object, "writer " + i, WriteCondition.ifAbsent()),
            i -> "writer " + i);
    assertThat(winners).hasSize(1);
    assertThat(text(object)).isEqualTo(winners.get(0));
    pending(root()).forEach(store()::abort);
  }

  @Test
  void anAbortedUploadIsGone() {
    Location object = root().child("aborted");
    MultipartUpload upload = store().begin(object);
    UploadedPart part = store().upload(upload, 1, Payload.of("x"));
    store().abort(upload);
    store().abort(upload);
    assertThat(store().pendingUploads(root())).isEmpty();
    assertThatThrownBy(() -> store().complete(upload, List.of(part), WriteCondition.none()))
        .isInstanceOf(WorkerException.class);
    assertThat(store().head(object)).isEmpty();
  }

  @Test
  void uploadsAreFoundBelowTheirPrefixOnly() {
    MultipartUpload one = store().begin(root().child("t1/x.csv"));
    MultipartUpload two = store().begin(root().child("t1/x.csv"));
    MultipartUpload other = store().begin(root().child("t2/y.csv"));
    assertThat(pending(root().child("t1"))).containsExactlyInAnyOrder(one, two);
    assertThat(pending(root())).containsExactlyInAnyOrder(one, two, other);
    store().abort(one);
    assertThat(pending(root().child("t1"))).containsExactly(two);
    store().abort(two);
    store().abort(other);
  }

  @Test
  void aPendingUploadSaysWhenItWasBegun() {
    ObjectInfo before = put(root().child("before"), "x");
    MultipartUpload upload = store().begin(root().child("dated.csv"));
    ObjectInfo after = put(root().child("after"), "x");
    // Both by the store's clock, which may count whole seconds only.
    assertThat(store().pendingUploads(root()))
        .singleElement()
        .satisfies(
            pending ->
                assertThat(pending.begun())
                    .isBetween(modified(before).minusSeconds(1), modified(after).plusSeconds(1)));
    store().abort(upload);
  }

  @Test
  void moreUploadsThanOnePageAreAllFoundAndGivenUp() {
    // S3 lists a thousand at once.
    Location folder = root().child("many");
    int uploads = pagesUploads() ? 1_050 : 950;
    for (int i = 0; i < uploads; i++) {
      store().begin(folder.child("t" + i % 7 + "/x.csv"));
    }
    assertThat(pending(folder)).hasSize(uploads).doesNotHaveDuplicates();
    pending(folder).forEach(store()::abort);
    assertThat(pending(folder)).isEmpty();
  }

  private Instant modified(ObjectInfo written) {
    return store().head(written.location()).orElseThrow().modified();
  }

  private List<MultipartUpload> pending(Location prefix) {
    return store().pendingUploads(prefix).stream().map(PendingUpload::upload).toList();
  }

  private ObjectInfo completeWith(Location object, String text, WriteCondition condition) {
    MultipartUpload upload = store().begin(object);
    UploadedPart part = store().upload(upload, 1, Payload.of(text));
    return store().complete(upload, List.of(part), condition);
  }
}
