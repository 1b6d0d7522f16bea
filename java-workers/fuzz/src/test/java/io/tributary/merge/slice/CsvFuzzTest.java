package io.tributary.merge.slice;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tributary.core.config.CsvDialect;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.segment.SegmentContent;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.transfer.archive.RefusedException;
import io.tributary.transfer.csv.HeaderSplitter;
import io.tributary.transfer.csv.MemberHeader;
import io.tributary.transfer.csv.RecordCounter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes as a CSV member: extraction's counter, merge's slicer and, where nothing is malformed,
 * a library that knows neither have the same records, however the bytes are cut.
 */
class CsvFuzzTest {
  private static final int RECORD_BYTES = 4096;

  @TempDir static Path folder;

  @FuzzTest
  void member(byte[] member) {
    CsvDialect dialect = CsvDialect.DEFAULT;
    HeaderSplitter splitter = new HeaderSplitter(dialect, RECORD_BYTES);
    int begin;
    try {
      begin = splitter.accept(member, 0, member.length);
      splitter.finish();
    } catch (RefusedException e) {
      return;
    }
    Optional<MemberHeader> header = splitter.header();
    if (header.isEmpty()) {
      return;
    }
    byte[] records = Arrays.copyOfRange(member, begin, member.length);
    boolean returns = header.get().carriageReturns();
    int columns = header.get().columns().size();

    long counted = count(records, dialect, returns, columns, records.length + 1);
    assertThat(count(records, dialect, returns, columns, 1)).as("counted").isEqualTo(counted);
    List<String> sliced = slice(records, returns, columns, 1 << 16);
    assertThat(sliced).as("sliced as counted").hasSize((int) counted);
    assertThat(slice(records, returns, columns, 3)).as("sliced in pieces").isEqualTo(sliced);
    boolean plain = sliced.stream().noneMatch(it -> it.startsWith("!"));
    // A carriage return that ends no record is data here, and a line end to the library.
    boolean loneReturn = new String(records, ISO_8859_1).replace("\r\n", "").contains("\r");
    if (plain && !loneReturn) {
      assertThat(sliced).as("as the library reads it").isEqualTo(library(records, columns));
    }
  }

  private static long count(
      byte[] records, CsvDialect dialect, boolean returns, int columns, int piece) {
    RecordCounter counter =
        new RecordCounter(dialect, returns, columns == 1, new RecordCounter.Room());
    for (int at = 0; at < records.length; at += piece) {
      counter.accept(records, at, Math.min(records.length, at + piece));
    }
    return counter.finish();
  }

  private static List<String> library(byte[] records, int columns) {
    List<String> read = new ArrayList<>();
    for (CsvRecord record :
        CsvReader.builder()
            .skipEmptyLines(false)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(new String(records, UTF_8))) {
      boolean blank = record.getFieldCount() == 1 && record.getField(0).isEmpty();
      if (columns == 1 || !blank) {
        read.add("=" + String.join("|", record.getFields()));
      }
    }
    return read;
  }

  private static List<String> slice(byte[] records, boolean returns, int columns, int chunk) {
    VariantLayout variant =
        new VariantLayout(
            0, columns, 1, (byte) ',', '"', returns, false, IntStream.range(0, columns).toArray());
    Location location = Location.of(folder).child("segment.csv");
    List<String> found = new ArrayList<>();
    try (ObjectStore store = ObjectStores.open(location)) {
      store.write(location, Payload.of(records), WriteCondition.none());
      MemberSlicer slicer = new MemberSlicer(variant, RECORD_BYTES, MarkedBlock.room());
      SegmentCursor cursor =
          new SegmentCursor(
              store, location, SegmentContent.plain(records.length), records.length, chunk);
      slicer.begin(new LedgerEntry(0, 0, 0, records.length, 0, "", "m"), cursor);
      RecordSink sink = new Records(found, columns);
      boolean more = true;
      while (more) {
        more = slicer.next(sink);
      }
      assertThat(slicer.records()).isEqualTo(found.size());
    }
    return found;
  }

  /** Well-formed records as their values, malformed ones as their reason behind a mark. */
  private record Records(List<String> found, int columns) implements RecordSink {
    @Override
    public void release() {}

    @Override
    public void archive(ArchiveSlice archive) {}

    @Override
    public void member(LedgerEntry member, VariantLayout variant, boolean conflicting) {}

    @Override
    public void repeated(LedgerEntry member) {}

    @Override
    public void row(SlicedRecord record) {
      FieldView field = new FieldView('"');
      List<String> values = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        field.look(record, i);
        values.add(new String(field.bytes(), field.from(), field.length(), UTF_8));
      }
      found.add("=" + String.join("|", values));
    }

    @Override
    public void malformed(MalformedRecord record) {
      found.add("!" + record.reason() + " " + record.length());
    }
  }
}
