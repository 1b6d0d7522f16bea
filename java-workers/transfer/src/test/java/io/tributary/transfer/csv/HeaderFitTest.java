package io.tributary.transfer.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.CsvDialect;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFitTest {
  private static final CsvDialect CSV = new CsvDialect(',', '"', "utf-8");
  private static final MemberHeader TWO = new MemberHeader(List.of("id", "v"), false);
  private static final MemberHeader ONE = new MemberHeader(List.of("title"), false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,a,x\n2,b,y\n",
        "1\n2",
        "\n\r\n1,a,x\r\n\n2,b,\"y\"\r\n",
        "\"1,\"\"\n\",\"a\",x\n\"2\",,\n",
        "1,a,\n2,b,\n3,c,\n4,d,\n5,e,\n6,f,\n7,g,\n8,h,\n9\n10,\"x\"y,z\n",
      })
  void isUnfitWhenAllRecordsAgreeOnAnotherNumber(String records) {
    assertThat(unfit(TWO, records)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "1,a,x\n",
        "1,a\n2,b,y\n",
        "1,a,x\n2,b\n",
        "1,a,x\n2\n3,b,y\n",
        "1,a,x\n2,b,\"y\"z\n",
        "1,a,x\n2,b,\"y\"\rz\n",
        "1,a,x\n2,b,y\"\n",
        "1,a,x\n2,b,\"y\n",
        "\"1,a\",x\n\"2,b\",y",
        "\r,x\n1,y\n",
      })
  void isFitWhenARecordFitsOrTheyDoNotAgree(String records) {
    assertThat(unfit(TWO, records)).isFalse();
  }

  @Test
  void oneThatFitsSpeaksForTheHeaderAmongTheFirstThousand() {
    assertThat(unfit(TWO, "1,a,x\n".repeat(998) + "2,b\n" + "1,a,x\n".repeat(9))).isFalse();
    assertThat(unfit(TWO, "1,a,x\n".repeat(1_000) + "2,b\n".repeat(9))).isTrue();
  }

  @Test
  void ofHugeRecordsNothingIsConcluded() {
    String huge = "x".repeat(300_000) + "\n";
    assertThat(unfit(TWO, huge.repeat(3))).isTrue();
    assertThat(unfit(TWO, huge.repeat(4))).isFalse();
  }

  @Test
  void inOneColumnAnEmptyLineIsARecordThatFits() {
    assertThat(unfit(ONE, "a,b\n1,2\n")).isTrue();
    assertThat(unfit(ONE, "\na,b\n1,2\n")).isFalse();
  }

  @Test
  void carriageReturnsEndRecordsWhereTheyEndedTheHeader() {
    MemberHeader header = new MemberHeader(List.of("id", "v"), true);
    assertThat(unfit(header, "1,a,x\r2,b,y\r")).isTrue();
    assertThat(unfit(header, "1,a\r2,b,y\r")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theVerdictIsTheSameWhateverThePieces(long seed) {
    Random random = new Random(seed);
    byte[] letters = "ab,,\n\n\"\r".getBytes(UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] records = new byte[random.nextInt(24)];
      for (int at = 0; at < records.length; at++) {
        records[at] = letters[random.nextInt(letters.length)];
      }
      HeaderFit whole = new HeaderFit(CSV, TWO);
      int decided = whole.accept(records, 0, records.length);
      whole.finish();
      HeaderFit bytewise = new HeaderFit(CSV, TWO);
      int taken = 0;
      for (int at = 0; at < records.length; at++) {
        taken += bytewise.accept(records, at, at + 1) - at;
      }
      bytewise.finish();
      assertThat(bytewise.unfit()).isEqualTo(whole.unfit());
      assertThat(taken).isEqualTo(decided);
      assertThat(count(records)).as("records, as they are counted").isEqualTo(shaped(records));
    }
  }

  @Test
  void aSecondHeaderIsFoundByItsNamesAndFigures() {
    assertThat(second("1,a\n2,b\nx,y,z\n1,2,3\n4,5,6\n"))
        .hasValueSatisfying(
            detail -> assertThat(detail).contains("behind 2 records", "of 3 fields"));
    assertThat(second("1,a\n\"x\",\"y\",\"z\"\n1,\"2\",3\n4,5,\"6\"")).isPresent();
    assertThat(second("1,a\n\n\nx,y,z\n\n1,2,3\n4,5,6\n\n")).isPresent();
    assertThat(second("1,a\nx,y,z\nSeoul,-2.5,30.11.2026\nBusan,7,31.11.2026\n")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1,a\n2,b\n",
        "1,a\nx,y,z\n1,2,3\n4,5,6\n7,c\n",
        "1,a\nTOTAL\n1\n2\n",
        "1,a\nx,y,z\n1,2,3\n",
        "1,a\nx,y,z\na,b,c\nd,e,f\n",
        "1,a\n2,Foo, Bar\n3,Foo, Bar\n4,Foo, Bar\n",
        "1,a\nx,x,z\n1,2,3\n4,5,6\n",
        "1,a\nx,,z\n1,2,3\n4,5,6\n",
        "1,a\nx,2,z\n1,2,3\n4,5,6\n",
        "1,a\nx,y,z\n1,2,3\n\"4\"x,5,6\n",
        "1,a\nx,y,z\n,,\n,,\n",
      })
  void raggedRecordsAreNoSecondTable(String records) {
    assertThat(second(records)).isEmpty();
  }

  private static boolean unfit(MemberHeader header, String records) {
    HeaderFit fit = new HeaderFit(CSV, header);
    fit.accept(records.getBytes(UTF_8), 0, records.getBytes(UTF_8).length);
    fit.finish();
    assertThat(fit.decided()).isTrue();
    return fit.unfit();
  }

  private static Optional<String> second(String text) {
    byte[] records = text.getBytes(UTF_8);
    RecordCounter counter = new RecordCounter(CSV, false, false, new RecordCounter.Room());
    counter.accept(records, 0, records.length);
    counter.finish();
    return SecondHeader.find(
        CSV,
        TWO,
        counter.lastRecord(),
        (from, sink) -> {
          sink.accept(records, (int) from, records.length);
          return true;
        });
  }

  private static long count(byte[] records) {
    RecordCounter counter = new RecordCounter(CSV, false, false, new RecordCounter.Room());
    counter.accept(records, 0, records.length);
    return counter.finish();
  }

  private static long shaped(byte[] records) {
    RecordShape shape = new RecordShape(CSV, TWO);
    long count = 0;
    for (byte b : records) {
      count += shape.take(b) ? 1 : 0;
    }
    return count + (shape.finish() ? 1 : 0);
  }
}
