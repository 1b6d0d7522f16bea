package io.tributary.merge.slice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.segment.SegmentContent;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two million generated records, read by the slicer and by an independent library: each field is
 * the same, wherever buffers and blocks end. {@code -Dtributary.records=N} asks for more.
 */
class SlicerAgainstFastCsvTest {
  private static final int COLUMNS = 7;
  private static final int RECORDS_OF_MEMBER = 1000;
  private static final String[] PIECES = {
    "a",
    "12.5",
    "2025-03-17",
    "스탠다드 더블",
    "é",
    "🏨",
    " ",
    ";",
    "'",
    "NULL",
    "\\N",
    "=1+1",
    "\t",
    "long".repeat(20)
  };
  private static final String[] QUOTED_PIECES = {
    ",", "\n", "\r\n", "\r", "\"\"", "\"\",\"\"", ",,\n"
  };

  @TempDir private Path folder;

  @Test
  void everyFieldOfMillionsOfRecordsIsAsFastCsvReadsIt() {
    long wanted = Long.getLong("tributary.records", 2_000_000);
    long compared = 0;
    Location location = Location.of(folder).child("segment.csv");
    try (ObjectStore store = ObjectStores.open(location)) {
      for (int seed = 0; compared < wanted; seed++) {
        Random random = new Random(seed);
        String text = member(random);
        byte[] bytes = text.getBytes(UTF_8);
        store.write(location, Payload.of(bytes), WriteCondition.none());
        int chunk = 64 + random.nextInt(seed % 2 == 0 ? 200 : 100_000);
        SegmentCursor cursor =
            new SegmentCursor(
                store, location, SegmentContent.plain(bytes.length), bytes.length, chunk);
        compared += compare(text, bytes.length, cursor, "seed " + seed + ", chunks of " + chunk);
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(wanted);
  }

  private static String member(Random random) {
    StringBuilder text = new StringBuilder();
    boolean returns = random.nextInt(4) == 0;
    for (int record = 0; record < RECORDS_OF_MEMBER; record++) {
      int ragged = random.nextInt(100) == 0 ? random.nextInt(5) - 2 : 0;
      for (int field = 0; field < COLUMNS + ragged; field++) {
        text.append(field > 0 ? "," : "");
        field(random, text);
      }
      text.append(returns || random.nextInt(50) == 0 ? "\r\n" : "\n");
    }
    if (random.nextBoolean()) { // the last line may have no end
      text.setLength(text.length() - (text.charAt(text.length() - 2) == '\r' ? 2 : 1));
    }
    return text.toString();
  }

  private static void field(Random random, StringBuilder text) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return;
    }
    String quote = kind == 1 ? "\"" : "";
    text.append(quote);
    for (int piece = random.nextInt(3); piece >= 0; piece--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
      if (kind == 1 && random.nextBoolean()) {
        text.append(QUOTED_PIECES[random.nextInt(QUOTED_PIECES.length)]);
      }
    }
    text.append(quote);
  }

  private static long compare(String text, int length, SegmentCursor cursor, String where) {
    VariantLayout variant =
        new VariantLayout(
            0, COLUMNS, 1, (byte) ',', '"', false, false, IntStream.range(0, COLUMNS).toArray());
    MemberSlicer slicer = new MemberSlicer(variant, 1 << 20, MarkedBlock.room());
    slicer.begin(new LedgerEntry(0, 0, 0, length, 0, "", "m"), cursor);
    Iterator<CsvRecord> library =
        CsvReader.builder()
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)
            .iterator();
    RecordSink sink = new Comparing(library, where);
    boolean more = true;
    while (more) {
      more = slicer.next(sink);
    }
    if (library.hasNext()) {
      assertThat(library.next().getFields()).as("%s: not sliced", where).isEmpty();
    }
    return slicer.records();
  }

  /** Compares as records come; assertions are made of differences only, for the sake of speed. */
  private record Comparing(Iterator<CsvRecord> library, String where, FieldView field)
      implements RecordsOnly {
    Comparing(Iterator<CsvRecord> library, String where) {
      this(library, where, new FieldView('"'));
    }

    @Override
    public void row(SlicedRecord record) {
      CsvRecord expected = library.next();
      boolean equal = expected.getFieldCount() == COLUMNS;
      for (int i = 0; equal && i < COLUMNS; i++) {
        field.look(record, i);
        String value = new String(field.bytes(), field.from(), field.length(), UTF_8);
        equal = value.equals(expected.getField(i));
      }
      if (!equal) {
        assertThat(new String(record.bytes(), record.start(), record.length(), UTF_8))
            .as("%s: %s", where, expected.getFields())
            .isNull();
      }
    }

    @Override
    public void malformed(MalformedRecord record) {
      int fields = library.next().getFieldCount();
      assertThat(record.reason())
          .as("%s: %d fields", where, fields)
          .isEqualTo(
              (fields < COLUMNS ? MalformedReason.TOO_FEW_FIELDS : MalformedReason.TOO_MANY_FIELDS)
                  .code());
      assertThat(fields).as(where).isNotEqualTo(COLUMNS);
    }
  }
}
