package io.tributary.merge.slice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.LedgerEntry;
import io.tributary.core.segment.SegmentContent;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows leave in batches, and look as if each had been written alone. */
class RowWriterTest {
  private static final String[] FIELDS = {
    "", "", "a", "12.5", "스위트", "\"\"", "\"a, b\"", "\"c\nd\""
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rowsAreThoseOfAPlainWriter(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      int columns = 1 + random.nextInt(4);
      int[] sources = sources(columns, random);
      StringBuilder member = new StringBuilder();
      StringBuilder expected = new StringBuilder();
      for (int record = random.nextInt(700); record > 0; record--) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
          fields.add(FIELDS[random.nextInt(FIELDS.length)]);
        }
        member.append(String.join(",", fields)).append(random.nextInt(9) == 0 ? "\r\n" : "\n");
        expected.append(row(fields, sources)).append("\n");
      }
      int chunk = 64 + random.nextInt(random.nextBoolean() ? 300 : 100_000);
      assertThat(written(member.toString(), columns, sources, chunk))
          .isEqualTo(expected.toString());
    }
  }

  /** Most readers take a blank line for no row. */
  @Test
  void anEmptyRowOfOneColumnIsQuotedWhereverItStands() {
    int[] whole = {0};
    assertThat(written("a\n\nb\n", 1, whole, 64)).isEqualTo("a\n\"\"\nb\n");
    assertThat(written("\nb\n", 1, whole, 64)).isEqualTo("\"\"\nb\n");
    assertThat(written("a\n\n\nb", 1, whole, 64)).isEqualTo("a\n\"\"\n\"\"\nb\n");
    assertThat(written("\n\n", 1, whole, 64)).isEqualTo("\"\"\n\"\"\n");
  }

  /** Where the product's columns come from: as they are, some absent, or in another order. */
  private static int[] sources(int columns, Random random) {
    List<Integer> sources = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      sources.add(random.nextInt(4) == 0 ? random.nextInt(sources.size() + 1) : sources.size(), i);
      if (random.nextInt(5) == 0) {
        sources.add(-1);
      }
    }
    return sources.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String row(List<String> fields, int[] sources) {
    List<String> row = new ArrayList<>();
    for (int source : sources) {
      row.add(source < 0 ? "" : fields.get(source));
    }
    String line = row.stream().collect(Collectors.joining(","));
    return line.isEmpty() ? "\"\"" : line;
  }

  private String written(String member, int columns, int[] sources, int chunk) {
    VariantLayout variant =
        new VariantLayout(0, columns, 1, (byte) ',', '"', false, false, sources);
    byte[] bytes = member.getBytes(UTF_8);
    Location location = Location.of(folder).child("segment.csv");
    Batches batches = new Batches(variant, new RowBatch(), new GrowingBytes(64));
    try (ObjectStore store = ObjectStores.open(location)) {
      store.write(location, Payload.of(bytes), WriteCondition.none());
      SegmentContent content = SegmentContent.plain(bytes.length);
      MemberSlicer slicer = new MemberSlicer(variant, 1 << 20, MarkedBlock.room());
      slicer.begin(
          new LedgerEntry(0, 0, 0, bytes.length, 0, "", "m"),
          new SegmentCursor(store, location, content, bytes.length, chunk));
      batches.batch().begin(variant);
      slicer.all(batches);
      batches.release();
    }
    return new String(batches.out().copy(), UTF_8);
  }

  private record Batches(VariantLayout variant, RowBatch batch, GrowingBytes out)
      implements RecordsOnly {
    @Override
    public void row(SlicedRecord record) {
      if (!batch.takes(record)) {
        release();
      }
      batch.add(record);
    }

    @Override
    public void release() {
      new RowWriter(variant).write(batch, out);
      batch.clear();
    }

    @Override
    public void malformed(MalformedRecord record) {
      throw new AssertionError(record.reason());
    }
  }
}
