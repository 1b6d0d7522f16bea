package io.tributary.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.error.TemporaryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a file system, a part that comes when its turn is lies where the object has it. */
class PlacedPartsTest {
  private static final int PART = ObjectStore.MINIMUM_PART_SIZE;

  @TempDir private Path directory;
  private final ObjectStore store = ObjectStores.open(Location.parse("file:///any"));
  private Location object;
  private MultipartUpload upload;

  @BeforeEach
  void begin() {
    object = Location.of(directory).child("folder/table.csv");
    upload = store.begin(object);
  }

  @Test
  void partsThatComeInTurnAreWrittenOnce() throws IOException {
    List<UploadedPart> parts =
        List.of(
            store.upload(upload, 1, 3, part(1, PART)),
            store.upload(upload, 4, 4, part(2, PART + 5)),
            store.upload(upload, 5, 9, part(3, 7)));
    Path file = onlyFile();
    Object before = Files.readAttributes(file, "unix:ino").get("ino");

    store.complete(upload, parts, WriteCondition.none());

    assertThat(Files.readAttributes(object.toPath(), "unix:ino").get("ino")).isEqualTo(before);
    assertThat(content()).isEqualTo(joined(1, PART, 2, PART + 5, 3, 7));
    assertThat(directory.resolve("folder/.uploads")).doesNotExist();
  }

  @Test
  void onlyPartsThatCameTooEarlyAreMoved() throws IOException {
    UploadedPart third = store.upload(upload, 3, part(3, PART));
    UploadedPart first = store.upload(upload, 1, part(1, PART));
    UploadedPart second = store.upload(upload, 2, part(2, PART + 1));
    UploadedPart fourth = store.upload(upload, 4, part(4, 9));
    Path placed = uploadFolder().resolve("placed");
    Object before = Files.readAttributes(placed, "unix:ino").get("ino");

    store.complete(upload, List.of(first, second, third, fourth), WriteCondition.none());

    assertThat(Files.readAttributes(object.toPath(), "unix:ino").get("ino")).isEqualTo(before);
    assertThat(content()).isEqualTo(joined(1, PART, 2, PART + 1, 3, PART, 4, 9));
  }

  @Test
  void nothingIsLostWhenTheConditionDoesNotHold() throws IOException {
    store.write(object, Payload.of("another's"), WriteCondition.none());
    List<UploadedPart> parts =
        List.of(store.upload(upload, 1, part(1, PART)), store.upload(upload, 2, part(2, 3)));
    assertThatThrownBy(() -> store.complete(upload, parts, WriteCondition.ifAbsent()))
        .isInstanceOf(PreconditionFailedException.class);
    assertThat(Files.readString(object.toPath())).isEqualTo("another's");
    store.delete(object);

    store.complete(upload, parts, WriteCondition.ifAbsent());

    assertThat(content()).isEqualTo(joined(1, PART, 2, 3));
  }

  @Test
  void whatComesBehindTheEndDoesNotTouchTheObject() throws IOException {
    UploadedPart first = store.upload(upload, 1, part(1, 11));
    PlacedParts late = PlacedParts.of(upload).orElseThrow();
    store.complete(upload, List.of(first), WriteCondition.ifAbsent());

    assertThat(late.write(2, 2, part(2, PART))).isEmpty();
    assertThatThrownBy(() -> store.upload(upload, 2, part(2, PART)))
        .isInstanceOf(TemporaryException.class);
    assertThat(content()).isEqualTo(joined(1, 11));
  }

  @Test
  void partsThatSomebodyGaveUpAreNoObjectOfZeros() throws IOException {
    UploadedPart third = store.upload(upload, 3, part(3, PART));
    UploadedPart first = store.upload(upload, 1, part(1, PART));
    Files.delete(uploadFolder().resolve("placed"));

    assertThatThrownBy(() -> store.upload(upload, 2, part(2, PART)))
        .isInstanceOf(TemporaryException.class);
    assertThatThrownBy(() -> store.complete(upload, List.of(first, third), WriteCondition.none()))
        .isInstanceOf(TemporaryException.class);
    assertThat(object.toPath()).doesNotExist();
  }

  @Test
  void anUploadIsCompletedOnce() throws Exception {
    UploadedPart second = store.upload(upload, 2, part(2, 5));
    UploadedPart first = store.upload(upload, 1, part(1, PART));
    PlacedParts parts = PlacedParts.of(upload).orElseThrow();
    List<UploadedPart> all = List.of(first, second);
    CompletableFuture<Throwable> late = new CompletableFuture<>();
    parts.exclusively(
        () -> {
          new Thread(
                  () ->
                      late.complete(
                          catchThrowable(() -> store.complete(upload, all, WriteCondition.none()))))
              .start();
          return store.complete(upload, all, WriteCondition.none());
        });

    assertThat(late.get()).isInstanceOf(TemporaryException.class);
    assertThat(content()).isEqualTo(joined(1, PART, 2, 5));
  }

  @Test
  void aPartThatAnotherProcessReplacedIsTaken() throws IOException {
    store.upload(upload, 1, part(1, PART));
    Path own = uploadFolder().resolve("part-00001");
    Location written = Location.of(directory).child("written");
    ObjectInfo info = store.write(written, part(7, PART + 2), WriteCondition.none());
    Files.copy(written.toPath(), own);
    UploadedPart other = new UploadedPart(1, info.etag(), info.size());

    store.complete(upload, List.of(other), WriteCondition.none());

    assertThat(content()).isEqualTo(joined(7, PART + 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverComesWhenTheObjectIsItsLastParts(long seed) throws IOException {
    Random random = new Random(seed);
    List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3, 4, 5, 2, 4));
    Collections.shuffle(numbers, random);
    Map<Integer, UploadedPart> last = new TreeMap<>();
    Map<Integer, Integer> made = new TreeMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      int number = numbers.get(i);
      int size = PART + random.nextInt(1000);
      last.put(number, store.upload(upload, number, part(10 * i + number, size)));
      made.put(number, 10 * i + number);
    }
    if (random.nextBoolean()) {
      int out = 1 + random.nextInt(5);
      last.remove(out);
      made.remove(out);
    }
    store.complete(upload, List.copyOf(last.values()), WriteCondition.none());

    byte[] expected =
        new byte[Math.toIntExact(last.values().stream().mapToLong(UploadedPart::size).sum())];
    int at = 0;
    for (int number : last.keySet()) {
      int size = (int) last.get(number).size();
      Arrays.fill(expected, at, at + size, (byte) (int) made.get(number));
      at += size;
    }
    assertThat(Arrays.equals(content(), expected)).isTrue();
    String etag = store.head(object).orElseThrow().etag();
    Location copy = Location.of(directory).child("copy");
    assertThat(store.write(copy, Payload.of(expected), WriteCondition.none()).etag())
        .isEqualTo(etag);
  }

  private static Payload part(int letter, int size) {
    return Payload.of(filled(letter, size));
  }

  private static byte[] filled(int letter, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) letter);
    return bytes;
  }

  /** Letters and how many of each. */
  private static byte[] joined(int... runs) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < runs.length; i += 2) {
      all.write(filled(runs[i], runs[i + 1]));
    }
    return all.toByteArray();
  }

  private byte[] content() throws IOException {
    return Files.readAllBytes(object.toPath());
  }

  private Path uploadFolder() throws IOException {
    try (Stream<Path> found = Files.list(directory.resolve("folder/.uploads"))) {
      return found.toList().get(0);
    }
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> found = Files.list(uploadFolder())) {
      List<Path> files = found.toList();
      assertThat(files).hasSize(1);
      return files.get(0);
    }
  }
}
