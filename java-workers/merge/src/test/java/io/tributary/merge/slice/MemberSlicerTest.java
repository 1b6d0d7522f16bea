package io.tributary.merge.slice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.segment.SegmentContent;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberSlicerTest {
  private static final int RECORD_BYTES = 1 << 20;

  @TempDir private Path folder;
  private byte[] stored;

  @Test
  void recordsOfEveryKindAreFoundWhereverTheBufferEnds() {
    String member =
        "1,a,x\n2,\"b,c\",y\r\n\n3,\"say \"\"hi\"\"\nand\r\nbye\",z\n4,호텔,\"서울\n부산\"\r\n"
            + "5,st\"ray,q\n6,\"closed\"late,q\n7,too,few,many\n8,few\n\r\n9,lone\rreturn,\r\n,,\n"
            + "\"\",\"\",\"\"\n10,\"\"\"\",\"a\"\"\"\n11,\"open,\n12,never closed\n";
    assertLikeReference(member.getBytes(UTF_8), 3, ',', '"', false);
    assertLikeReference(member.getBytes(UTF_8), 3, ',', '"', true);
    assertLikeReference(member.getBytes(UTF_8), 3, ',', VariantLayout.NO_QUOTE, false);
    assertLikeReference(member.getBytes(UTF_8), 1, ';', '\'', false);
    assertLikeReference("a\r\n\r\nb\n\nc\r\rd".getBytes(UTF_8), 1, ',', '"', false);
    assertLikeReference("a\r\n\r\nb\n\nc\r\rd\r".getBytes(UTF_8), 1, ',', '"', true);
    assertLikeReference("1,2\r".getBytes(UTF_8), 2, ',', '"', false);
    assertLikeReference("1,\"2\"\r".getBytes(UTF_8), 2, ',', '"', false);
    assertLikeReference("1,\"2\"\rx\n".getBytes(UTF_8), 2, ',', '"', false);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomBytesAreSlicedAsTheReferenceDoes(long seed) {
    Random random = new Random(seed);
    byte[][] pieces = {
      {','},
      {','},
      {'\n'},
      {'\r', '\n'},
      {'\r'},
      {'"'},
      {'"'},
      {'"', '"'},
      {'a'},
      {'b', 'c', 'd'},
      {'"', ',', '"'},
      "호".getBytes(UTF_8),
      {(byte) 0xff},
      {';'},
      {'\''},
      {0},
      "12345678".getBytes(UTF_8)
    };
    for (int round = 0; round < 60; round++) {
      GrowingBytes bytes = new GrowingBytes(64);
      int length = 1 + random.nextInt(round % 4 == 0 ? 120 : 40);
      for (int i = 0; i < length; i++) {
        byte[] piece = pieces[random.nextInt(pieces.length)];
        bytes.add(piece, 0, piece.length);
      }
      int columns = 1 + random.nextInt(3);
      assertLikeReference(bytes.copy(), columns, ',', '"', random.nextBoolean());
    }
  }

  @Test
  void wellFormedRecordsAreThoseOfFastCsv() {
    Random random = new Random(42);
    StringBuilder member = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      for (int field = 0; field < 5; field++) {
        String text = "x".repeat(random.nextInt(12)) + (random.nextInt(4) == 0 ? "한글" : "");
        boolean quoted = random.nextInt(3) == 0;
        member.append(field > 0 ? "," : "");
        member.append(
            quoted ? "\"" + text + (random.nextBoolean() ? "\"\",\n\r\n" : "") + "\"" : text);
      }
      member.append(random.nextInt(5) == 0 ? "\r\n" : "\n");
    }
    List<List<String>> expected = new ArrayList<>();
    for (CsvRecord record : CsvReader.builder().ofCsvRecord(member.toString())) {
      expected.add(record.getFields());
    }

    List<List<String>> values = new ArrayList<>();
    for (Found found :
        slice(member.toString().getBytes(UTF_8), 5, ',', '"', false, 300, RECORD_BYTES)) {
      assertThat(found.reason()).isNull();
      values.add(found.values());
    }

    assertThat(values).isEqualTo(expected);
  }

  @Test
  void aRecordBeyondTheLimitIsOneMalformedRecordInBoundedMemory() {
    String tooLong = "1," + "x".repeat(200_000) + "\"" + "y".repeat(100) + "\r\n";
    byte[] member = ("0,a\n" + tooLong + "2,b\n").getBytes(UTF_8);

    for (int chunk : new int[] {64, 1000, 1 << 20}) {
      List<Found> found = slice(member, 2, ',', '"', false, chunk, 1000);
      assertThat(found).hasSize(3);
      assertThat(found.get(1).reason()).isEqualTo("too-long");
      assertThat(found.get(1).length()).isEqualTo(tooLong.length() - 2);
      assertThat(found.get(1).raw()).hasSize(2 * MalformedRecord.KEPT);
      assertThat(found.get(1).sha256())
          .isEqualTo(sha256(Arrays.copyOfRange(member, 4, 4 + tooLong.length() - 2)));
      assertThat(found.get(2).line()).isEqualTo(4);
      assertThat(found.get(2).values()).containsExactly("2", "b");
    }
  }

  @Test
  void anOpenQuoteTakesTheRestOfItsMemberHoweverLong() {
    byte[] member = ("0,a\n1,\"" + "x,\n".repeat(100_000)).getBytes(UTF_8);

    for (int chunk : new int[] {64, 5000, 1 << 20}) {
      List<Found> found = slice(member, 2, ',', '"', false, chunk, 1000);
      assertThat(found).hasSize(2);
      assertThat(found.get(1).reason()).isEqualTo("unterminated-quote");
      assertThat(found.get(1).length()).isEqualTo(member.length - 4);
    }
  }

  @Test
  void linesWithinARecordBeyondTheLimitAreCountedOnceWhereverTheBufferEnds() {
    String tooLong = "1,\"" + "x\r\n".repeat(1000) + "\"\r";
    byte[] member = (tooLong + "2,b\r").getBytes(UTF_8);
    for (int chunk = 64; chunk < 72; chunk++) {
      List<Found> found = slice(member, 2, ',', '"', true, chunk, 100);
      assertThat(found).hasSize(2);
      assertThat(found.get(1).line()).isEqualTo(1003);
    }
  }

  @Test
  void linesAreThePhysicalOnesOfTheMember() {
    List<Found> found =
        slice(
            "1,a\n\n2,\"b\nc\r\nd\"\n3,e\r\n\r\n4,f".getBytes(UTF_8), 2, ',', '"', false, 64, 1000);
    assertThat(found.stream().map(Found::line)).containsExactly(2L, 4L, 7L, 9L);
    found = slice("1,a\r\r2,\"b\rc\r\nd\"\r3,e".getBytes(UTF_8), 2, ',', '"', true, 64, 1000);
    assertThat(found.stream().map(Found::line)).containsExactly(2L, 4L, 7L);
  }

  private void assertLikeReference(
      byte[] member, int columns, char delimiter, int quote, boolean returnsEnd) {
    List<Found> expected = reference(member, columns, delimiter, quote, returnsEnd);
    int[] chunks =
        IntStream.concat(
                IntStream.rangeClosed(1, Math.min(member.length + 1, 48)),
                IntStream.of(63, 64, 65, 127, 128, 129, 4096))
            .toArray();
    for (int chunk : chunks) {
      assertThat(slice(member, columns, delimiter, quote, returnsEnd, chunk, RECORD_BYTES))
          .as("chunks of %d of %s", chunk, new String(member, UTF_8))
          .isEqualTo(expected);
    }
  }

  private static List<Found> reference(
      byte[] member, int columns, char delimiter, int quote, boolean returnsEnd) {
    List<Found> found = new ArrayList<>();
    ReferenceParser parser = new ReferenceParser(member, 0, delimiter, quote, returnsEnd);
    long line = 2;
    for (var record = parser.next(); record != null; record = parser.next()) {
      byte[] raw = Arrays.copyOfRange(member, record.from(), record.to());
      if (raw.length > 0 || columns == 1) {
        found.add(expected(record, raw, columns, line));
      }
      line += 1 + lineBreaks(raw, returnsEnd);
    }
    return found;
  }

  private static Found expected(ReferenceParser.Parsed record, byte[] raw, int columns, long line) {
    int fields = record.values().size();
    MalformedReason reason =
        record.unterminated()
            ? MalformedReason.UNTERMINATED_QUOTE
            : record.stray()
                ? MalformedReason.STRAY_QUOTE
                : !Arrays.equals(new String(raw, UTF_8).getBytes(UTF_8), raw)
                    ? MalformedReason.INVALID_BYTES
                    : fields < columns
                        ? MalformedReason.TOO_FEW_FIELDS
                        : fields > columns ? MalformedReason.TOO_MANY_FIELDS : null;
    List<String> values =
        reason != null
            ? List.of()
            : record.values().stream().map(value -> new String(value, UTF_8)).toList();
    return new Found(
        values,
        reason == null ? null : reason.code(),
        reason == MalformedReason.UNTERMINATED_QUOTE ? 0 : line,
        raw.length,
        reason == null ? "" : sha256(raw),
        HexFormat.of().formatHex(raw));
  }

  private static long lineBreaks(byte[] raw, boolean returnsEnd) {
    return IntStream.range(0, raw.length)
        .filter(
            i ->
                (raw[i] == '\n' && !(returnsEnd && i > 0 && raw[i - 1] == '\r'))
                    || (raw[i] == '\r' && returnsEnd))
        .count();
  }

  private record Found(
      List<String> values, String reason, long line, long length, String sha256, String raw) {}

  private List<Found> slice(
      byte[] member,
      int columns,
      char delimiter,
      int quote,
      boolean returnsEnd,
      int chunk,
      int recordBytes) {
    VariantLayout variant =
        new VariantLayout(
            0,
            columns,
            1,
            (byte) delimiter,
            quote,
            returnsEnd,
            false,
            IntStream.range(0, columns).toArray());
    Location location = Location.of(folder).child("segment.csv");
    List<Found> found = new ArrayList<>();
    try (ObjectStore store = ObjectStores.open(location)) {
      if (member != stored) {
        store.write(location, Payload.of(member), WriteCondition.none());
        stored = member;
      }
      MemberSlicer slicer = new MemberSlicer(variant, recordBytes, MarkedBlock.room());
      SegmentCursor cursor =
          new SegmentCursor(
              store, location, SegmentContent.plain(member.length), member.length, chunk);
      slicer.begin(new LedgerEntry(0, 0, 0, member.length, 0, "", "m"), cursor);
      RecordSink sink = new Finds(found, new ArrayList<>(), columns, quote);
      boolean more = true;
      while (more) {
        more = slicer.next(sink);
      }
      sink.release();
      assertThat(slicer.records()).isEqualTo(found.size());
    }
    return found;
  }

  /** A row's bytes where they lie, and as they were when the row was given. */
  private record Held(ByteBuffer there, ByteBuffer row) {}

  private record Finds(List<Found> found, List<Held> held, int columns, int quote)
      implements RecordsOnly {
    @Override
    public void release() {
      for (Held row : held) {
        assertThat(row.there()).isEqualTo(row.row());
      }
      held.clear();
    }

    @Override
    public void row(SlicedRecord record) {
      int end = record.start() + record.length();
      byte[] row = Arrays.copyOfRange(record.bytes(), record.start(), end);
      ByteBuffer there = ByteBuffer.wrap(record.bytes(), record.start(), record.length());
      held.add(new Held(there, ByteBuffer.wrap(row)));
      FieldView field = new FieldView(quote);
      List<String> values = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        field.look(record, i);
        values.add(new String(field.bytes(), field.from(), field.length(), UTF_8));
      }
      found.add(
          new Found(
              values, null, record.line(), record.length(), "", HexFormat.of().formatHex(row)));
    }

    @Override
    public void malformed(MalformedRecord record) {
      found.add(
          new Found(
              List.of(),
              record.reason(),
              record.reason().equals("unterminated-quote") ? 0 : record.line(),
              record.length(),
              HexFormat.of().formatHex(record.sha256()),
              HexFormat.of()
                  .formatHex(record.bytes(), record.offset(), record.offset() + record.kept())));
    }
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
  }
}
