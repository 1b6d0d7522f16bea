package io.tributary.transfer.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.Refusal;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.ArchiveManifest.Split;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.fixture.ArchiveBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that are taken back when a part of them, or all, was packed already. */
class UnfitHeaderTest {
  private static final String GOOD = "id,v\n1,a\n2,b\n";
  private static final String SECOND = "x,y,z\n1,2,3\n4,5,6\n";

  @TempDir Path root;

  @Test
  void nothingOfARefusedMemberIsLeft() {
    ExtractionDay day = new ExtractionDay(root);
    day.archive(
        "a.tar.gz",
        ArchiveBuilder.gnu()
            .member("t_20250317_0.csv", "Title\n" + GOOD)
            .member("t_20250317_1.csv", GOOD)
            .member("t_20250317_2.csv", GOOD + SECOND)
            .member("u_20250317_3.csv", "Title\n" + GOOD)
            .member("t_20250317_4.csv", "id,v\n3,c"));
    day.run();

    ArchiveManifest manifest = day.manifest("a.tar.gz");
    assertThat(manifest.refusedMembers())
        .extracting(refusal -> refusal.member().orElseThrow(), Refusal::reason)
        .containsExactly(
            tuple("t_20250317_0.csv", "unfit-header"),
            tuple("t_20250317_2.csv", "unfit-header"),
            tuple("u_20250317_3.csv", "unfit-header"));
    assertThat(manifest.members().extracted()).isEqualTo(2);
    assertThat(manifest.tables())
        .singleElement()
        .satisfies(t -> assertThat(t.records()).isEqualTo(3));
    Segment segment = manifest.segments().get(0);
    assertThat(manifest.segments()).hasSize(1);
    assertThat(new String(day.object(segment.path()), UTF_8)).isEqualTo("id,v\n1,a\n2,b\n3,c\n");
    assertThat(segment.splits()).containsExactly(new Split(1, 5));
  }

  @Test
  void whatIsRefusedChangesNoOtherMemberWhateverThePieces() {
    Map<String, byte[]> first = null;
    for (int piece : new int[] {1 << 20, 4_321}) {
      ExtractionDay day =
          new ExtractionDay(root.resolve("" + piece), "extract: {memory: 16MB}").inPiecesOf(piece);
      Set<Long> refused = new HashSet<>();
      List<byte[]> members = new ArrayList<>();
      day.archive("a.tar.gz", archive(refused, members));
      day.run();
      check(day, refused, members);
      if (first == null) {
        first = day.objects();
      }
      Map<String, byte[]> objects = day.objects();
      assertThat(objects.keySet()).isEqualTo(first.keySet());
      first.forEach((path, bytes) -> assertSame(path, objects.get(path), bytes));
    }
  }

  /** Whoever tried each digit anew would be at it for twenty minutes. */
  @Test
  void aFieldOfAMillionFiguresIsLookedAtOnce() {
    ExtractionDay day = new ExtractionDay(root);
    String field = "7".repeat(900_000) + "x";
    day.archive(
        "a.tar.gz",
        ArchiveBuilder.gnu()
            .member("t_20250317_0.csv", "a,b,c\n1,2,3\nid,v\n" + field + ",1\n9,9\n"));
    day.run();

    assertThat(day.manifest("a.tar.gz").refusedMembers())
        .extracting(Refusal::reason)
        .containsExactly("unfit-header");
  }

  /** Without a search for where they differ, which takes its time with millions. */
  private static void assertSame(Object what, byte[] bytes, byte[] expected) {
    assertThat(Arrays.equals(bytes, expected)).as("bytes of %s", what).isTrue();
  }

  /** More than the memory holds, so that segments are cut while members are taken back. */
  private static ArchiveBuilder archive(Set<Long> refused, List<byte[]> members) {
    Random random = new Random(5);
    ArchiveBuilder archive = ArchiveBuilder.gnu();
    for (int i = 0; i < 30; i++) {
      boolean title = random.nextInt(4) == 0;
      boolean second = !title && random.nextInt(3) == 0;
      int rows = random.nextInt(150_000);
      String header = random.nextBoolean() ? "id,v\n" : "id,w\n";
      String records = (i + ",b\n").repeat(rows + 2) + (second ? SECOND : "");
      if (title || second) {
        refused.add((long) i);
      }
      archive.member("t_20250317_" + i + ".csv", (title ? "Title\nid,v\n" : header) + records);
      members.add(records.getBytes(UTF_8));
    }
    // Larger than the memory: parts of it are uploaded before it ends.
    archive.member("t_20250317_x.csv", "id,v\n" + "7,x\n".repeat(5_000_000));
    members.add("7,x\n".repeat(5_000_000).getBytes(UTF_8));
    return archive;
  }

  private static void check(ExtractionDay day, Set<Long> refused, List<byte[]> members) {
    ArchiveManifest manifest = day.manifest("a.tar.gz");
    assertThat(manifest.refusedMembers()).hasSize(refused.size()).isNotEmpty();
    List<LedgerEntry> ledger = day.ledger("a.tar.gz", "t");
    assertThat(ledger).hasSize(members.size() - refused.size());
    for (LedgerEntry entry : ledger) {
      assertThat(refused).doesNotContain(entry.place());
      assertSame(entry, day.records("a.tar.gz", entry), members.get((int) entry.place()));
    }
    assertThat(manifest.segments().size()).isGreaterThan(2);
    for (Segment segment : manifest.segments()) {
      assertThat(segment.members()).isPositive();
      assertThat(ExtractionDay.crc32c(day.object(segment.path()))).isEqualTo(segment.crc32c());
      for (Split split : segment.splits()) {
        assertThat(refused).doesNotContain(split.place());
      }
    }
  }
}
