package io.tributary.transfer.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.CsvDialect;
import io.tributary.transfer.csv.HeaderSplitter;
import io.tributary.transfer.segment.SegmentHeader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A header that is known is found exactly where looking at its bytes would find the same. */
class KnownHeadersTest {
  private static final String[] HEADERS = {
    "a,b\n",
    "a,b\r\n",
    "a,b\r",
    "\ufeffa,b\n",
    "\n\na,b\n",
    "a,b,c\n",
    "\"a\nx\",b\n",
    "a\n",
    "b,a\n"
  };

  @Test
  void findsWhatTheSplitterFinds() {
    for (String first : HEADERS) {
      for (String second : HEADERS) {
        for (String records : new String[] {"", "1,2\n", "\n1,2\n", "\r1,2\r"}) {
          assertFound(first + "1,2\n", second + records);
        }
      }
    }
  }

  @Test
  void needsTheWholeHeader() {
    KnownHeaders known = new KnownHeaders();
    byte[] member = "a,b\n1,2\n".getBytes(UTF_8);
    remember(known, "t", member);
    for (int to = 0; to < 4; to++) {
      assertThat(known.find("t", member, 0, to)).isEmpty();
    }
    assertThat(known.find("t", member, 0, 4).orElseThrow().length()).isEqualTo(4);
  }

  @Test
  void keepsTablesApart() {
    KnownHeaders known = new KnownHeaders();
    byte[] member = "a,b\n1,2\n".getBytes(UTF_8);
    remember(known, "t", member);
    assertThat(known.find("u", member, 0, member.length)).isEmpty();
  }

  private static void assertFound(String before, String member) {
    KnownHeaders known = new KnownHeaders();
    remember(known, "t", before.getBytes(UTF_8));
    byte[] shifted = ("xyz" + member).getBytes(UTF_8);
    Optional<KnownHeaders.Known> found = known.find("t", shifted, 3, shifted.length);
    if (found.isPresent()) {
      HeaderSplitter splitter = new HeaderSplitter(CsvDialect.DEFAULT, 1_000);
      int behind = splitter.accept(shifted, 3, shifted.length);
      assertThat(3 + found.get().length()).isEqualTo(behind);
      assertThat(found.get().header().header()).isEqualTo(splitter.header().orElseThrow());
      assertThat(found.get().blankLines()).isEqualTo(splitter.blankLines());
    } else {
      assertThat(before.startsWith("a,b\r1") || !sameHeader(before, member)).isTrue();
    }
  }

  private static boolean sameHeader(String before, String member) {
    return member.startsWith(before.substring(0, before.length() - "1,2\n".length()));
  }

  private static void remember(KnownHeaders known, String table, byte[] member) {
    HeaderSplitter splitter = new HeaderSplitter(CsvDialect.DEFAULT, 1_000);
    int behind = splitter.accept(member, 0, member.length);
    splitter
        .header()
        .ifPresent(
            header ->
                known.remember(
                    new SegmentHeader(table, header, CsvDialect.DEFAULT),
                    splitter.blankLines(),
                    member,
                    0,
                    behind));
  }
}
