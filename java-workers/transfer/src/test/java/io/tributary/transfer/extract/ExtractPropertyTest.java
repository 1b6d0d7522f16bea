package io.tributary.transfer.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.ArchiveManifest.Split;
import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.DeliveryBuilder;
import io.tributary.core.fixture.TarFormat;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random archives: what the ledger finds in the segments is what the members held. */
class ExtractPropertyTest {
  /** Small enough for segments to be cut, and for members to be streamed. */
  private static final String SETTINGS =
      "extract: {memory: 16MB, parallelism: %d, segment-compression: %s}";

  private static final List<TarFormat> FORMATS = List.of(TarFormat.values());
  private static final String[] HEADERS = {"a,b", "b,a", "a,b,c", "\"a\",\"b\"", "one"};

  @TempDir Path root;

  /** A member as it was put in. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Model(long place, String table, String name, byte[] delivered, byte[] records) {}

  @ParameterizedTest
  @CsvSource({"11, none", "12, zstd", "13, none"})
  void everyMemberIsFoundAgain(long seed, String compression) {
    Random random = new Random(seed);
    ExtractionDay day = new ExtractionDay(root, SETTINGS.formatted(2, compression));
    Map<String, List<Model>> delivered = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      delivered.put("a" + i + ".tar.gz", archive(day, "a" + i + ".tar.gz", random, i == 0));
    }
    day.run();
    delivered.forEach((archive, models) -> assertFound(day, archive, models));
  }

  @ParameterizedTest
  @CsvSource({"21, none", "22, zstd"})
  void theSameBytesWhateverThePiecesAndTheParallelism(long seed, String compression) {
    ExtractionDay one = new ExtractionDay(root.resolve("1"), SETTINGS.formatted(1, compression));
    ExtractionDay four =
        new ExtractionDay(root.resolve("2"), SETTINGS.formatted(4, compression)).inPiecesOf(4_321);
    for (ExtractionDay day : List.of(one, four)) {
      Random random = new Random(seed);
      for (int i = 0; i < 5; i++) {
        archive(day, "a" + i + ".tar.gz", random, i == 1);
      }
      day.run();
    }
    Map<String, byte[]> expected = one.objects();
    assertEqual(four.objects(), expected);
    four.clear();
    four.inPiecesOf(1 << 20).run();
    assertEqual(four.objects(), expected);
  }

  private static void assertEqual(Map<String, byte[]> actual, Map<String, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (path, bytes) ->
            assertThat(Arrays.equals(actual.get(path), bytes))
                .as("equal bytes: %s", path)
                .isTrue());
  }

  private static void assertFound(ExtractionDay day, String archive, List<Model> models) {
    ArchiveManifest manifest = day.manifest(archive);
    Map<Long, LedgerEntry> ledger = new LinkedHashMap<>();
    long records = 0;
    for (TableEntry table : manifest.tables()) {
      List<LedgerEntry> entries = day.ledger(archive, table.table());
      assertThat(entries)
          .isSortedAccordingTo(ExtractionDay.byPlace())
          .hasSize((int) table.members());
      entries.forEach(entry -> ledger.put(entry.place(), entry));
      records += table.records();
    }
    assertThat(ledger).hasSameSizeAs(models);
    assertThat(manifest.segments().stream().mapToLong(Segment::records).sum()).isEqualTo(records);
    for (Model model : models) {
      LedgerEntry entry = ledger.get(model.place());
      assertThat(entry.name()).isEqualTo(model.name());
      assertThat(entry.sha256()).isEqualTo(DeliveryBuilder.sha256(model.delivered()));
      byte[] found = day.records(archive, entry);
      assertThat(Arrays.equals(found, model.records())).as("records of %s", entry).isTrue();
    }
    for (Segment segment : manifest.segments()) {
      assertSegment(day, manifest, segment, ledger);
    }
  }

  private static void assertSegment(
      ExtractionDay day, ArchiveManifest manifest, Segment segment, Map<Long, LedgerEntry> ledger) {
    byte[] bytes = day.unpacked(segment);
    assertThat(day.object(segment.path()).length).isEqualTo((int) segment.storedBytes());
    assertThat(bytes.length).isEqualTo((int) segment.bytes());
    assertThat(segment.crc32c()).isEqualTo(ExtractionDay.crc32c(bytes));
    int index = manifest.segments().indexOf(segment);
    List<LedgerEntry> members =
        ledger.values().stream().filter(entry -> entry.segment() == index).toList();
    assertThat(segment.members()).isEqualTo(members.size());
    assertThat(segment.records()).isEqualTo(members.stream().mapToLong(LedgerEntry::records).sum());
    for (Split split : segment.splits()) {
      assertThat(ledger.get(split.place()).segment()).isEqualTo(index);
      assertThat(ledger.get(split.place()).offset()).isEqualTo(split.offset());
    }
    assertThat(segment.splits()).isNotEmpty();
  }

  private static List<Model> archive(
      ExtractionDay day, String name, Random random, boolean withHuge) {
    TarFormat format = FORMATS.get(random.nextInt(FORMATS.size()));
    ArchiveBuilder builder = ArchiveBuilder.of(format);
    List<Model> models = new ArrayList<>();
    Set<Integer> huge = withHuge ? new HashSet<>(List.of(3, 40)) : Set.of();
    for (int place = 0; place < 60; place++) {
      if (random.nextInt(10) == 0) {
        builder.directory("d" + place + "/");
        continue;
      }
      String table = "t" + random.nextInt(4);
      String member = table + "_20250317_" + random.nextInt(1000) + ".csv";
      int size = huge.contains(place) ? 20_000_000 : random.nextInt(600_000);
      models.add(member(builder, place, table, member, size, random));
    }
    day.archive(name, builder.gzipMembers(1 + random.nextInt(3)).build());
    return models;
  }

  private static Model member(
      ArchiveBuilder builder, int place, String table, String name, int size, Random random) {
    byte[] head = (HEADERS[random.nextInt(HEADERS.length)] + "\n").getBytes(UTF_8);
    byte[] records = new byte[size];
    byte[] alphabet = "abcdefgh,\"\n\r0123456789".getBytes(UTF_8);
    for (int i = 0; i < size; i++) {
      records[i] = alphabet[random.nextInt(alphabet.length)];
    }
    ByteArrayOutputStream delivered = new ByteArrayOutputStream();
    delivered.writeBytes(head);
    delivered.writeBytes(records);
    builder.member(name, delivered.toByteArray());
    return new Model(place, table, name, delivered.toByteArray(), records);
  }
}
