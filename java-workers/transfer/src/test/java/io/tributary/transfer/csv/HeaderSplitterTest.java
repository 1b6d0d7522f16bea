package io.tributary.transfer.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.config.CsvDialect;
import io.tributary.core.document.RefusalReason;
import io.tributary.transfer.archive.RefusedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSplitterTest {
  private static final String MARK = "\ufeff";

  @Test
  void splitsTheHeaderOff() {
    assertSplit("a,b\n1,2\n", List.of("a", "b"), false, "1,2\n");
    assertSplit("a,b\r\n1,2\r\n", List.of("a", "b"), false, "1,2\r\n");
    assertSplit("a,b\r1,2\r", List.of("a", "b"), true, "1,2\r");
    assertSplit("a,b", List.of("a", "b"), false, "");
    assertSplit("a,b\r", List.of("a", "b"), true, "");
    assertSplit("a,b\r\n", List.of("a", "b"), false, "");
    assertSplit(MARK + "a,b\n\n1,2\n", List.of("a", "b"), false, "\n1,2\n");
    assertSplit(MARK + "\r\n\na,b\n1,2\n", List.of("a", "b"), false, "1,2\n");
    assertSplit(
        "\"a \"\"x\"\"\",\"b\nc\",\"d,e\"\n1", List.of("a \"x\"", "b\nc", "d,e"), false, "1");
    assertSplit("호텔,요금\n1,2", List.of("호텔", "요금"), false, "1,2");
    assertSplit(" a , B b \n", List.of(" a ", " B b "), false, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", MARK, "\n", "\r\n\r\n", MARK + "\n\n"})
  void aMemberOfNothingHasNoHeader(String member) {
    assertThat(split(member.getBytes(UTF_8), CsvDialect.DEFAULT, 1).header()).isEmpty();
  }

  @Test
  void refusesWhatCannotBeAHeader() {
    assertRefused("a,,b\n", RefusalReason.BLANK_COLUMN);
    assertRefused("a,b,\n", RefusalReason.BLANK_COLUMN);
    assertRefused("a,\" \"\n", RefusalReason.BLANK_COLUMN);
    assertRefused("a,b,A\n", RefusalReason.DUPLICATE_COLUMN);
    assertRefused("room rate,Room_Rate\n", RefusalReason.DUPLICATE_COLUMN);
    assertRefused("a\"b,c\n", RefusalReason.MALFORMED_HEADER);
    assertRefused("\"a\"b,c\n", RefusalReason.MALFORMED_HEADER);
    assertRefused("\"a,b\n1,2\n", RefusalReason.MALFORMED_HEADER);
    assertRefused("a\0,b\n", RefusalReason.MALFORMED_HEADER);
    assertRefused("1,2025-03-17,99.5\n", RefusalReason.MALFORMED_HEADER);
    assertRefused("a" + "b".repeat(2_000) + "\n", RefusalReason.MALFORMED_HEADER);
    assertRefused(new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0}, RefusalReason.MALFORMED_HEADER);
    assertRefused(new byte[] {(byte) 0xef, (byte) 0xbb}, RefusalReason.MALFORMED_HEADER);
    assertRefused("caf\u00e9\n".getBytes(ISO_8859_1), RefusalReason.MALFORMED_HEADER);
  }

  @Test
  void otherDialects() {
    CsvDialect pipes = new CsvDialect('|', '\'', "utf-8");
    HeaderSplitter splitter = split("'a|x'|b,c\n".getBytes(UTF_8), pipes, 3);
    MemberHeader header = splitter.header().orElseThrow();
    assertThat(header.columns()).containsExactly("a|x", "b,c");
    assertThat(header.line(pipes)).asString(UTF_8).isEqualTo("'a|x'|b,c\n");

    CsvDialect tabs = new CsvDialect('\t', CsvDialect.NO_QUOTE, "utf-8");
    HeaderSplitter unquoted = split("\"a\tb\"\n".getBytes(UTF_8), tabs, 3);
    assertThat(unquoted.header().orElseThrow().columns()).containsExactly("\"a", "b\"");
    assertThat(unquoted.header().orElseThrow().line(tabs)).asString(UTF_8).isEqualTo("\"a\tb\"\n");
  }

  @Test
  void theLineInASegmentReadsBackAsTheSameHeader() {
    MemberHeader header = new MemberHeader(List.of("a \"x\"", "b\nc", "d,e", " f "), false);
    HeaderSplitter again = split(header.line(CsvDialect.DEFAULT), CsvDialect.DEFAULT, 2);
    assertThat(again.header()).contains(header);
  }

  private static void assertSplit(
      String member, List<String> columns, boolean carriageReturns, String records) {
    byte[] bytes = member.getBytes(UTF_8);
    for (int piece = 1; piece <= bytes.length; piece++) {
      HeaderSplitter splitter = new HeaderSplitter(CsvDialect.DEFAULT, 1_000);
      int behind = bytes.length;
      for (int at = 0; at < bytes.length && splitter.header().isEmpty(); at += piece) {
        int to = Math.min(bytes.length, at + piece);
        int taken = splitter.accept(bytes, at, to);
        behind = splitter.header().isPresent() ? taken : behind;
      }
      splitter.finish();
      assertThat(splitter.header()).contains(new MemberHeader(columns, carriageReturns));
      assertThat(splitter.blankLines()).isEqualTo(member.contains("\r\n\na,b") ? 2 : 0);
      assertThat(new String(bytes, behind, bytes.length - behind, UTF_8)).isEqualTo(records);
    }
  }

  private static void assertRefused(String member, RefusalReason reason) {
    assertRefused(member.getBytes(UTF_8), reason);
  }

  private static void assertRefused(byte[] member, RefusalReason reason) {
    assertThatThrownBy(() -> split(member, CsvDialect.DEFAULT, 2))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static HeaderSplitter split(byte[] member, CsvDialect dialect, int piece) {
    HeaderSplitter splitter = new HeaderSplitter(dialect, 1_000);
    Optional<MemberHeader> header = splitter.header();
    for (int at = 0; at < member.length && header.isEmpty(); at += piece) {
      splitter.accept(member, at, Math.min(member.length, at + piece));
      header = splitter.header();
    }
    splitter.finish();
    return splitter;
  }
}
