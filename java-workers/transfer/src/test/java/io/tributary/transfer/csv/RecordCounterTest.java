package io.tributary.transfer.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.CsvDialect;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCounterTest {
  /** One for all, so that what a counter leaves behind would be seen by the next. */
  private static final RecordCounter.Room ROOM = new RecordCounter.Room();

  private static final CsvDialect UNQUOTED = new CsvDialect(';', CsvDialect.NO_QUOTE, "utf-8");

  /** Bytes that matter are frequent, so that every combination of them is met often. */
  private static final byte[] ALPHABET = "\",\n\r;ab\"\n,x'".getBytes(UTF_8);

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'1,2\n', 1",
    "'1,2', 1",
    "'1,2\n\n3,4\n', 2",
    "'1,2\r\n\r\n3,4\r\n', 2",
    "'\"a\nb\",2\n', 1",
    "'\"a\"\"\n\",2\n3,4\n', 2",
    "'a\"b,\"c\nd\n', 1",
    "'a\"b,c\nd\n', 2",
    "'\"a\"b\nc\n', 2",
    "'\"never closed\n1,2\n3,4\n', 1",
    "'1,2\n\r', 2",
    "'1,2\r3,4\n', 1",
    "'\n\n\n', 0",
  })
  void countsRecordsOfSeveralColumns(String records, long expected) {
    assertThat(count(records.getBytes(UTF_8), CsvDialect.DEFAULT, false, false, 1 << 20))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'a\n\nb\n', 3", "'a\r\n\r\nb', 3", "'\n', 1", "'', 0"})
  void emptyLinesAreRecordsOfOneColumn(String records, long expected) {
    assertThat(count(records.getBytes(UTF_8), CsvDialect.DEFAULT, false, true, 1 << 20))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'1,2\r3,4\r', 2", "'1,2\r\r3,4', 2", "'1\r\n2\n3\r4', 4", "'\"a\rb\"\r', 1"})
  void carriageReturnsEndRecordsWhereTheHeaderSaysSo(String records, long expected) {
    assertThat(count(records.getBytes(UTF_8), CsvDialect.DEFAULT, true, false, 1 << 20))
        .isEqualTo(expected);
  }

  /** Random members against the plain state machine, whole and in random pieces. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithThePlainStateMachine(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] member = random(random, random.nextInt(round % 100 == 0 ? 2_000 : 40));
      CsvDialect dialect = random.nextInt(4) == 0 ? UNQUOTED : CsvDialect.DEFAULT;
      boolean carriageReturns = random.nextBoolean();
      boolean emptyLines = random.nextBoolean();
      long expected = PlainRecordCount.of(member, dialect, carriageReturns, emptyLines);
      String shown = new String(member, UTF_8).replace("\n", "\\n").replace("\r", "\\r");
      assertThat(count(member, dialect, carriageReturns, emptyLines, 1 << 20))
          .as("%s CR %s one column %s", shown, carriageReturns, emptyLines)
          .isEqualTo(expected);
      assertThat(inPieces(member, dialect, carriageReturns, emptyLines, random))
          .as("in pieces: %s CR %s one column %s", shown, carriageReturns, emptyLines)
          .isEqualTo(expected);
    }
  }

  /** Every short member over the bytes that matter, cut in every place. */
  @Test
  void agreesOnEveryShortMemberAndEveryCut() {
    byte[] alphabet = "\",\n\ra".getBytes(UTF_8);
    for (int length = 0; length <= 6; length++) {
      byte[] member = new byte[length];
      long variants = (long) Math.pow(alphabet.length, length);
      for (long variant = 0; variant < variants; variant++) {
        long rest = variant;
        for (int i = 0; i < length; i++) {
          member[i] = alphabet[(int) (rest % alphabet.length)];
          rest /= alphabet.length;
        }
        agreesInEveryCut(member);
      }
    }
  }

  /** Long members in long pieces, which are counted by stretches, and a byte at a time. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void stretchesAgreeWithSingleBytes(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      LongMembers members = new LongMembers(random);
      CsvDialect dialect = random.nextInt(8) == 0 ? UNQUOTED : CsvDialect.DEFAULT;
      boolean emptyLines = random.nextInt(4) == 0;
      byte[] member = members.next();
      RecordCounter single = new RecordCounter(dialect, false, emptyLines, ROOM);
      for (int at = 0; at < member.length; at++) {
        single.accept(member, at, at + 1);
      }
      long records = single.finish();
      assertThat(records).isEqualTo(PlainRecordCount.of(member, dialect, false, emptyLines));
      int begin = random.nextInt(70);
      byte[] elsewhere = new byte[member.length + begin];
      System.arraycopy(member, 0, elsewhere, begin, member.length);
      RecordCounter counter = new RecordCounter(dialect, false, emptyLines, ROOM);
      int at = begin;
      while (at < elsewhere.length) {
        int most = random.nextBoolean() ? 9 : 5 * StretchCount.BYTES;
        int to = Math.min(elsewhere.length, at + random.nextInt(most));
        counter.accept(elsewhere, at, to);
        at = to;
      }
      assertThat(counter.finish()).as("round %d of seed %d", round, seed).isEqualTo(records);
      assertThat(counter.lastRecord()).isEqualTo(single.lastRecord());
    }
  }

  /** A byte that means something, at every place of a stretch and of those beside it. */
  @Test
  void stretchesAgreeWhereverAByteLies() {
    byte[] plain = new byte[3 * StretchCount.BYTES];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (byte) "abcd,\"fg\"\n".charAt(i % 10);
    }
    for (byte met : "\",\n\ra".getBytes(UTF_8)) {
      for (int at = 0; at < plain.length; at++) {
        byte[] member = plain.clone();
        member[at] = met;
        RecordCounter single = new RecordCounter(CsvDialect.DEFAULT, false, false, ROOM);
        // Pieces that are shorter than a stretch.
        for (int from = 0; from < member.length; from += 1000) {
          single.accept(member, from, Math.min(member.length, from + 1000));
        }
        RecordCounter counter = new RecordCounter(CsvDialect.DEFAULT, false, false, ROOM);
        counter.accept(member, 0, member.length);
        assertThat(counter.finish()).as("%d at %d", met, at).isEqualTo(single.finish());
        assertThat(counter.lastRecord()).as("%d at %d", met, at).isEqualTo(single.lastRecord());
      }
    }
  }

  /** Every byte value has its turn beside those that matter, at every place in a word. */
  @Test
  void otherBytesAreNeverTakenForLineEndsOrQuotes() {
    for (int value = 0; value < 256; value++) {
      byte[] member = new byte[64];
      Arrays.fill(member, (byte) value);
      for (int at = 0; at < member.length; at += 9) {
        member[at] = '\n';
      }
      assertThat(count(member, CsvDialect.DEFAULT, false, false, 1 << 20))
          .as("byte %d", value)
          .isEqualTo(PlainRecordCount.of(member, CsvDialect.DEFAULT, false, false));
    }
  }

  private static void agreesInEveryCut(byte[] member) {
    for (int mode = 0; mode < 4; mode++) {
      boolean carriageReturns = (mode & 1) != 0;
      boolean emptyLines = (mode & 2) != 0;
      long expected = PlainRecordCount.of(member, CsvDialect.DEFAULT, carriageReturns, emptyLines);
      for (int cut = 1; cut <= Math.max(1, member.length); cut++) {
        long counted = count(member, CsvDialect.DEFAULT, carriageReturns, emptyLines, cut);
        if (counted != expected) {
          assertThat(counted)
              .as("%s in pieces of %d, mode %d", Arrays.toString(member), cut, mode)
              .isEqualTo(expected);
        }
      }
    }
  }

  private static long count(
      byte[] member, CsvDialect dialect, boolean carriageReturns, boolean emptyLines, int piece) {
    RecordCounter counter = new RecordCounter(dialect, carriageReturns, emptyLines, ROOM);
    for (int at = 0; at < member.length; at += piece) {
      counter.accept(member, at, Math.min(member.length, at + piece));
    }
    return counter.finish();
  }

  private static long inPieces(
      byte[] member,
      CsvDialect dialect,
      boolean carriageReturns,
      boolean emptyLines,
      Random random) {
    RecordCounter counter = new RecordCounter(dialect, carriageReturns, emptyLines, ROOM);
    int at = 0;
    while (at < member.length) {
      int to = Math.min(member.length, at + random.nextInt(20));
      byte[] elsewhere = new byte[to - at + 3];
      System.arraycopy(member, at, elsewhere, 3, to - at);
      counter.accept(elsewhere, 3, elsewhere.length);
      at = to;
    }
    return counter.finish();
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    boolean sparse = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      bytes[i] =
          sparse && random.nextInt(4) != 0
              ? (byte) random.nextInt(256)
              : ALPHABET[random.nextInt(ALPHABET.length)];
    }
    return bytes;
  }
}
