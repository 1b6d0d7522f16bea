package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.Json;
import io.tributary.core.error.DataException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verify and trace read packed segments as they read others. */
class PackedSegmentsTest {
  @TempDir Path folder;

  @Test
  void everyRowIsFollowedToTheSameRecord() throws IOException {
    try (DayFixture plain = day("none");
        DayFixture packed = day("zstd")) {
      List<RowOrigin> origins = origins(plain);
      assertThat(origins).hasSize(6);
      assertThat(origins(packed)).isEqualTo(origins);
      assertThat(failures(packed)).isEmpty();
    }
  }

  @Test
  void aChangedByteIsFoundByBoth() throws IOException {
    try (DayFixture day = day("zstd")) {
      int last = change(day, UnaryOperator.identity()).length - 1;
      for (int at : new int[] {0, 9, last / 2, last}) {
        byte[] before =
            change(
                day,
                bytes -> {
                  bytes[at] ^= 1;
                  return bytes;
                });
        assertThat(failures(day))
            .as("byte %d", at)
            .singleElement()
            .asString()
            .startsWith("b.tar.gz: segment ")
            .contains("is damaged: frame ");
        change(day, unused -> before);
      }
      change(
          day,
          bytes -> {
            bytes[last] ^= 1;
            return bytes;
          });
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> new RowTrace(day.day(), "booking", 6).origin())
          .withMessageContaining("is damaged: frame ");
    }
  }

  @Test
  void soIsOneThatIsCutOrHasMore() throws IOException {
    try (DayFixture day = day("zstd")) {
      byte[] before = change(day, bytes -> Arrays.copyOf(bytes, bytes.length - 1));
      assertThat(failures(day)).singleElement().asString().contains("is not as it was written");
      assertThatExceptionOfType(TemporaryException.class)
          .isThrownBy(() -> new RowTrace(day.day(), "booking", 6).origin());

      change(day, unused -> Arrays.copyOf(before, before.length + 1));
      assertThat(failures(day)).singleElement().asString().contains("bytes that the manifest");
    }
  }

  private DayFixture day(String compression) throws IOException {
    Path own = Files.createDirectories(folder.resolve(compression));
    DayFixture day = new DayFixture(own, "extract: {segment-compression: " + compression + "}");
    return day.archive(
            "a.tar.gz",
            member("booking", 1, "id,guest", "1,\"a\nb\"", "2", "3,c", "4,d"),
            member("booking", 7, "id,guest", "70,x", "71,y"))
        .archive("b.tar.gz", member("booking", 2, "guest,id", "e,5"))
        .merged();
  }

  private static List<RowOrigin> origins(DayFixture day) {
    return LongStream.rangeClosed(1, 6)
        .mapToObj(row -> new RowTrace(day.day(), "booking", row).origin())
        .toList();
  }

  private static List<String> failures(DayFixture day) {
    return new DayVerifier(day.day(), Set.of(), new ArrayList<>()::add).verify(true);
  }

  /** Changes the one segment of an archive, and gives it as it was. */
  private static byte[] change(DayFixture day, UnaryOperator<byte[]> change) {
    ArchiveManifest manifest =
        Json.read(day.store, day.layout.manifest("b.tar.gz"), ArchiveManifest.class);
    Location at = day.layout.day().child(manifest.segments().get(0).path());
    byte[] before = Json.readBytes(day.store, at);
    day.put(at, change.apply(before.clone()));
    return before;
  }
}
