package io.tributary.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.PreconditionFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every {@link ObjectStore} does alike; each has a test class that extends this one. */
public abstract class ObjectStoreContract extends MultipartContract {
  @Test
  void nothingIsThereBeforeItIsWritten() {
    Location object = root().child("a/b.txt");
    assertThat(store().head(object)).isEmpty();
    assertThatThrownBy(() -> text(object))
        .isInstanceOf(ObjectMissingException.class)
        .hasMessageContaining(object.toString());
    assertThatThrownBy(() -> store().read(object, 0, 1).close())
        .isInstanceOf(ObjectMissingException.class);
    assertThat(store().list(root())).isEmpty();
    assertThat(store().listNames(root())).isEmpty();
    store().delete(object);
  }

  @Test
  void whatIsWrittenIsRead() {
    Location object = root().child("a/b.txt");
    ObjectInfo written = put(object, "hello, world");
    ObjectInfo seen = store().head(object).orElseThrow();
    assertThat(text(object)).isEqualTo("hello, world");
    assertThat(seen.location()).isEqualTo(object);
    assertThat(seen.size()).isEqualTo(12);
    assertThat(written.size()).isEqualTo(12);
    assertThat(seen.etag()).isEqualTo(written.etag()).isNotEmpty().doesNotContain("\"");
    assertThat(seen.modified())
        .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now().plusSeconds(300));
  }

  /** The text is that of the catalogues' check values. */
  @Test
  void aCrc32cThatIsKnownIsThatOfTheBytes() {
    ObjectInfo written = put(root().child("a"), "123456789");
    assertThat(store().crc32c(written).orElse("e3069283")).isEqualTo("e3069283");
    ObjectInfo seen = store().head(root().child("a")).orElseThrow();
    assertThat(store().crc32c(seen)).isEqualTo(store().crc32c(written));
    assertThat(store().crc32c(put(root().child("b"), "")).orElse("00000000")).isEqualTo("00000000");
  }

  @Test
  void anEmptyObjectIsAnObject() {
    Location object = root().child("empty");
    put(object, "");
    assertThat(store().head(object).orElseThrow().size()).isZero();
    assertThat(text(object)).isEmpty();
    assertThat(store().list(root())).hasSize(1);
  }

  @Test
  void aRangeIsRead() throws IOException {
    Location object = root().child("digits");
    put(object, "0123456789");
    assertThat(range(object, 0, 1)).isEqualTo("0");
    assertThat(range(object, 3, 4)).isEqualTo("3456");
    assertThat(range(object, 9, 1)).isEqualTo("9");
    assertThat(range(object, 0, 10)).isEqualTo("0123456789");
    assertThat(range(object, 5, 0)).isEmpty();
  }

  @Test
  void aStreamNeedNotBeReadToItsEnd() throws IOException {
    Location object = root().child("large");
    store().write(object, Payload.of(bytes(3 << 20)), WriteCondition.none());
    for (int i = 0; i < 100; i++) {
      try (InputStream in = store().read(object)) {
        assertThat(in.read()).isNotNegative();
      }
    }
  }

  @Test
  void anotherWriteReplaces() {
    Location object = root().child("a");
    String first = put(object, "one").etag();
    String second = put(object, "two").etag();
    assertThat(second).isNotEqualTo(first);
    assertThat(text(object)).isEqualTo("two");
    assertThat(put(object, "one").etag()).isEqualTo(first);
  }

  @Test
  void whatIsDeletedIsGone() {
    Location object = root().child("a/b");
    put(object, "x");
    store().delete(object);
    assertThat(store().head(object)).isEmpty();
    assertThat(store().list(root())).isEmpty();
    assertThat(store().listNames(root())).isEmpty();
    store().delete(object);
  }

  @Test
  void ifAbsentWritesOnce() {
    Location object = root().child("once");
    store().write(object, Payload.of("first"), WriteCondition.ifAbsent());
    assertThatThrownBy(() -> store().write(object, Payload.of("second"), WriteCondition.ifAbsent()))
        .isInstanceOf(PreconditionFailedException.class)
        .hasMessageContaining(object.toString());
    assertThat(text(object)).isEqualTo("first");
    store().delete(object);
    store().write(object, Payload.of("third"), WriteCondition.ifAbsent());
    assertThat(text(object)).isEqualTo("third");
  }

  @Test
  void ifMatchReplacesWhatWasSeen() {
    Location object = root().child("seen");
    assertThatThrownBy(
            () -> store().write(object, Payload.of("x"), WriteCondition.ifMatch("0123456789")))
        .isInstanceOf(PreconditionFailedException.class);
    assertThat(store().head(object)).isEmpty();

    Optional<ObjectInfo> absent = store().head(object);
    ObjectInfo first =
        store().write(object, Payload.of("1"), WriteCondition.unchangedSince(absent));
    ObjectInfo second =
        store().write(object, Payload.of("2"), WriteCondition.ifMatch(first.etag()));
    assertThatThrownBy(
            () -> store().write(object, Payload.of("3"), WriteCondition.ifMatch(first.etag())))
        .isInstanceOf(PreconditionFailedException.class);
    assertThat(text(object)).isEqualTo("2");
    assertThat(store().head(object).orElseThrow().etag()).isEqualTo(second.etag());
    store().delete(object);
    assertThatThrownBy(
            () -> store().write(object, Payload.of("4"), WriteCondition.ifMatch(second.etag())))
        .isInstanceOf(PreconditionFailedException.class);
  }

  @Test
  void oneOfSixteenRacingWritersWins() throws Exception {
    Location object = root().child("race");
    List<String> winners =
        race(
            16,
            i -> store().write(object, Payload.of("writer " + i), WriteCondition.ifAbsent()),
            i -> "writer " + i);
    assertThat(winners).hasSize(1);
    assertThat(text(object)).isEqualTo(winners.get(0));
  }

  @Test
  void oneOfSixteenRacingReplacementsWins() throws Exception {
    Assumptions.assumeTrue(comparesAtomically(), "this server compares and replaces in two steps");
    Location object = root().child("race");
    String etag = put(object, "before").etag();
    List<String> winners =
        race(
            16,
            i -> store().write(object, Payload.of("next " + i), WriteCondition.ifMatch(etag)),
            i -> "next " + i);
    assertThat(winners).hasSize(1);
    assertThat(text(object)).isEqualTo(winners.get(0));
  }

  @Test
  void readersSeeWholeObjectsWhileWritersReplaceThem() throws Exception {
    Location object = root().child("busy");
    byte[][] versions = {bytes(300_000), bytes(200_000)};
    store().write(object, Payload.of(versions[0]), WriteCondition.none());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 1; i <= 40; i++) {
                  store().write(object, Payload.of(versions[i % 2]), WriteCondition.none());
                }
              });
      while (!writer.isDone()) {
        try (InputStream in = store().read(object)) {
          byte[] read = in.readAllBytes();
          assertThat(Arrays.equals(read, versions[0]) || Arrays.equals(read, versions[1])).isTrue();
        }
      }
      writer.get();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void listingIsInByteOrder() {
    for (String name : List.of("a/b/c", "a.txt", "a/b-", "B", "b", "a/b/d", "한글", "z", "~", "é")) {
      put(root().child(name), "x");
    }
    assertThat(store().list(root()).map(info -> root().relativize(info.location())))
        .containsExactly("B", "a.txt", "a/b-", "a/b/c", "a/b/d", "b", "z", "~", "é", "한글");
    assertThat(store().listNames(root()))
        .containsExactly("B", "a", "a.txt", "b", "z", "~", "é", "한글");
    assertThat(store().list(root().child("a")).map(info -> info.location().name()))
        .containsExactly("b-", "c", "d");
    assertThat(store().listNames(root().child("a"))).containsExactly("b", "b-");
    assertThat(store().list(root().child("a/b/c"))).isEmpty();
  }

  @Test
  void aListingSaysWhatHeadSays() {
    put(root().child("one"), "1");
    put(root().child("two"), "22");
    try (Stream<ObjectInfo> listing = store().list(root())) {
      assertThat(listing)
          .extracting(ObjectInfo::etag, ObjectInfo::size)
          .containsExactlyElementsOf(
              Stream.of("one", "two")
                  .map(name -> store().head(root().child(name)).orElseThrow())
                  .map(info -> org.assertj.core.groups.Tuple.tuple(info.etag(), info.size()))
                  .toList());
    }
  }

  @Test
  void aListingHasMoreThanOnePage() throws Exception {
    List<Callable<Object>> writes = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      Location object = root().child(String.format("many/%04d", i));
      writes.add(() -> put(object, "x"));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<Object> write : threads.invokeAll(writes)) {
        write.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store().list(root())).hasSize(1_100);
    assertThat(store().listNames(root().child("many")).toList())
        .hasSize(1_100)
        .startsWith("0000")
        .endsWith("1099");
  }

  @Test
  void oddNamesStayAsTheyAre() {
    for (String name : List.of("with space", "plus+and=", "at@sign", "100%25", "a&b?c#d", "한글 표")) {
      Location object = root().child("odd").child(name);
      put(object, name);
      assertThat(text(object)).isEqualTo(name);
      assertThat(store().head(object)).isPresent();
    }
    assertThat(store().listNames(root().child("odd")))
        .contains("with space", "plus+and=", "100%25", "a&b?c#d", "한글 표");
  }

  @Test
  void concatenatedPayloadsAreWrittenInOrder() {
    Location object = root().child("joined");
    Payload payload =
        Payload.concat(
            List.of(Payload.of("one,"), Payload.of(""), Payload.of("-two-".getBytes(UTF_8), 1, 3)));
    store().write(object, payload, WriteCondition.none());
    assertThat(text(object)).isEqualTo("one,two");
  }
}
