package io.tributary.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends ObjectStoreContract {
  @TempDir private Path directory;
  private final ObjectStore store = ObjectStores.open(Location.parse("file:///any"));

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected Location root() {
    return Location.of(directory).child("root");
  }

  @Test
  void aFileThatSomebodyElseWroteHasAnEtagOfItsBytes() throws IOException {
    Location object = root().child("a");
    String etag = store.write(object, Payload.of("one"), WriteCondition.none()).etag();
    Files.writeString(object.toPath(), "two");
    assertThat(store.head(object).orElseThrow().etag()).isNotEqualTo(etag);
    Files.copy(object.toPath(), directory.resolve("root/b"));
    assertThat(store.head(root().child("b")).orElseThrow().etag())
        .isEqualTo(store.head(object).orElseThrow().etag());
    Files.writeString(object.toPath(), "one");
    assertThat(store.head(object).orElseThrow().etag()).isEqualTo(etag);
  }

  @Test
  void joinedPartsHaveTheEtagOfTheirBytes() throws IOException {
    Location object = root().child("joined");
    MultipartUpload upload = store.begin(object);
    List<UploadedPart> parts = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    for (int number = 1; number <= 6; number++) {
      String text = String.valueOf(number).repeat(ObjectStore.MINIMUM_PART_SIZE + 11_111 * number);
      parts.add(store.upload(upload, number, Payload.of(text)));
      whole.append(text);
    }
    ObjectInfo joined = store.complete(upload, parts, WriteCondition.none());
    // Not asserted as text: a difference would be shown in full.
    assertThat(Files.readString(object.toPath()).contentEquals(whole)).isTrue();
    assertThat(joined.etag())
        .isEqualTo(
            store
                .write(
                    root().child("whole"), Payload.of(whole.toString()), WriteCondition.ifAbsent())
                .etag());
  }

  @Test
  void nothingIsLeftBesideTheObjects() throws IOException {
    Location object = root().child("t/a");
    store.write(object, Payload.of("one"), WriteCondition.ifAbsent());
    store.write(object, Payload.of("two"), WriteCondition.none());
    MultipartUpload upload = store.begin(object);
    UploadedPart part = store.upload(upload, 1, Payload.of("three"));
    store.complete(upload, List.of(part), WriteCondition.none());
    try (Stream<Path> files = Files.walk(directory.resolve("root/t"))) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(object.toPath());
    }
  }

  @Test
  void whatAKilledProcessLeftIsInvisibleAndSweptAway() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("root/t"));
    Path old = Files.writeString(folder.resolve(".tributary-1.tmp"), "half");
    Path young = Files.writeString(folder.resolve(".tributary-2.tmp"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    assertThat(store.list(root())).isEmpty();
    assertThat(store.listNames(root())).isEmpty();
    assertThat(store.pendingUploads(root())).isEmpty();
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void whatALivingProcessWritesIsLeftAlone() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("root/t"));
    String mark = ProcessMark.ofThisProcess();
    Path ours = Files.writeString(folder.resolve(".tributary-1~" + mark + ".tmp"), "half");
    Path elsewhere = Files.writeString(folder.resolve(".tributary-2~feed.12.34.tmp"), "half");
    String[] parts = mark.split("\\.", -1);
    Path dead =
        Files.writeString(
            folder.resolve(".tributary-3~" + parts[0] + "." + parts[1] + ".1.tmp"), "");

    store.pendingUploads(root());

    assertThat(ours).exists();
    assertThat(elsewhere).exists();
    assertThat(dead).doesNotExist();
  }

  @Test
  void uploadsThatEndWhileTheyAreLookedForDoNotDisturb() throws InterruptedException {
    AtomicBoolean ended = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              while (!ended.get()) {
                store.abort(store.begin(root().child("q/table.csv")));
              }
            });
    other.start();
    try {
      for (int look = 0; look < 2_000; look++) {
        assertThat(store.pendingUploads(root().child("q")).size()).isBetween(0, 1);
      }
    } finally {
      ended.set(true);
      other.join();
    }
  }

  @Test
  void theNamesOfItsOwnFilesAreReserved() {
    for (String name : List.of(".tributary-lock", ".uploads")) {
      assertThatThrownBy(
              () -> store.write(root().child(name), Payload.of("x"), WriteCondition.none()))
          .isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  void aFileInTheWayIsAMistakeOfTheConfiguration() {
    store.write(root().child("a"), Payload.of("x"), WriteCondition.none());
    assertThatThrownBy(
            () -> store.write(root().child("a/b"), Payload.of("x"), WriteCondition.none()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("a/b");
    assertThat(store.head(root().child("a/b"))).isEmpty();
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    store.write(root().child("t/a"), Payload.of("x"), WriteCondition.none());
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "x");
    Files.createSymbolicLink(directory.resolve("root/t/link"), outside);
    Files.createSymbolicLink(directory.resolve("root/t/loop"), directory.resolve("root"));
    assertThat(store.list(root()).map(info -> info.location().name())).containsExactly("a");
  }

  /** Several processes compare and replace one object; no increment may be lost. */
  @Test
  void conditionalWritesHoldBetweenProcesses() throws Exception {
    Location object = root().child("counter");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CountingProcess.class.getName(),
                  object.toString(),
                  "100")
              .inheritIO()
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    try (InputStream in = store.read(object)) {
      assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("300");
    }
  }

  @Test
  void aProcessKilledAtAnyMomentLeavesWholeObjects() throws Exception {
    Location object = root().child("victim");
    for (int round = 0; round < 4; round++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  WritingProcess.class.getName(),
                  object.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(process.getInputStream().read()).isPositive();
      Thread.sleep(37L * round);
      process.destroyForcibly().waitFor();
      try (InputStream in = store.read(object)) {
        byte[] bytes = in.readAllBytes();
        assertThat(bytes).hasSize(WritingProcess.SIZE).containsOnly(bytes[0]);
      }
      assertThat(store.list(root())).hasSize(1);
      store.pendingUploads(root()).forEach(pending -> store.abort(pending.upload()));
      assertThat(store.pendingUploads(root())).isEmpty();
      try (Stream<Path> files = Files.walk(directory.resolve("root"))) {
        assertThat(files.filter(Files::isRegularFile)).containsExactly(object.toPath());
      }
    }
  }
}
