package io.tributary.cli.hostile;

import static io.tributary.cli.hostile.DayOfMutants.ARCHIVE;
import static io.tributary.cli.hostile.DayOfMutants.OTHER;
import static io.tributary.cli.hostile.DayOfMutants.bytes;
import static io.tributary.cli.hostile.DayOfMutants.text;
import static io.tributary.cli.hostile.DayOfMutants.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.LedgerEntry;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.DeliveryBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise of conservation under bugs: what a worker that loses, doubles or misplaces something
 * would leave behind is planted between the tasks, and {@code verify} must not let it pass.
 */
class PromiseMutationTest {
  @TempDir Path folder;

  private DayOfMutants day;

  /** A bug: what it is, and how it is planted. */
  record Mutant(String what, boolean deep, Consumer<DayOfMutants> plant) {
    @Override
    public String toString() {
      return what;
    }
  }

  /** Bugs of extraction; merge reads what they left. */
  static List<Mutant> ofExtraction() {
    return List.of(
        mutant("a member counted one too few", day -> day.count(ARCHIVE, records(1, -1))),
        mutant("a member counted one too many", day -> day.count(ARCHIVE, records(1, 1))),
        mutant("a member's records counted as none", day -> day.count(ARCHIVE, records(1, -3))),
        mutant("a sum that is not its members'", day -> day.sum(ARCHIVE, -1)),
        mutant("a sum that is more than its members'", day -> day.sum(OTHER, 2)),
        deep(
            "a member that the ledger forgot",
            day -> day.count(ARCHIVE, list -> list.subList(0, 2))),
        mutant(
            "a member that the ledger has twice",
            day -> day.count(ARCHIVE, PromiseMutationTest::twice)),
        mutant(
            "a member whose place in the segment is another's",
            day -> day.count(ARCHIVE, PromiseMutationTest::misplaced)),
        mutant("a member whose end was cut", day -> day.count(ARCHIVE, PromiseMutationTest::cut)),
        mutant(
            "a row that packing lost",
            day -> day.pack(ARCHIVE, text -> text.replace("1,a\n2,b\n", "1,a_2,b\n"))),
        mutant(
            "a row that packing doubled",
            day -> day.pack(ARCHIVE, text -> text.replace("33,cc\n", "3,\n4,\n"))),
        mutant("segments of two archives swapped", PromiseMutationTest::swap),
        mutant(
            "a segment that ends too early",
            day -> bytes(day.segment(ARCHIVE), of -> Arrays.copyOf(of, of.length - 4))),
        deep(
            "a segment with another byte",
            day -> text(day.segment(ARCHIVE), of -> of.replace("33", "34"))));
  }

  /** Bugs of merging. */
  static List<Mutant> ofMerge() {
    return List.of(
        mutant("a lost row", day -> text(day.product(), of -> of.replace("2,b\n", ""))),
        mutant("a doubled row", day -> text(day.product(), of -> of + "2,b\n")),
        mutant(
            "a part cut short", day -> text(day.product(), of -> of.substring(0, of.length() - 3))),
        mutant("no product", day -> text(day.product(), of -> "")),
        mutant(
            "a lost row that the marker does not count either",
            day -> text(day.success(), of -> of.replaceAll("(\"rows\" : )10", "$19"))),
        mutant(
            "metadata that counts one row less",
            day -> text(day.metadata(), of -> of.replaceAll("(\"merged\" : )10", "$19"))),
        deep(
            "a row of the same length in another's place",
            day -> text(day.product(), of -> of.replace("2,b\n", "1,a\n"))),
        deep(
            "rows in another order",
            day -> text(day.product(), of -> of.replace("1,a\n2,b\n", "2,b\n1,a\n"))),
        deep(
            "another byte in a value",
            day -> text(day.product(), of -> of.replace("33,cc", "33,cd"))),
        mutant(
            "a record lost from quarantine",
            day -> text(day.quarantine(), of -> of.substring(0, of.lastIndexOf(ARCHIVE)))),
        deep(
            "a record of quarantine under another archive",
            day -> text(day.quarantine(), of -> of.replace(ARCHIVE, OTHER))));
  }

  @BeforeEach
  void extract() throws IOException {
    Path outbound = Files.createDirectories(folder.resolve("outbound/2025-03-17"));
    DeliveryBuilder.delivery()
        .archive(
            ARCHIVE,
            ArchiveBuilder.gnu()
                .member("rate_20250317_1.csv", "id,v\n1,a\n2,b\n")
                .member("rate_20250317_2.csv", "id,v\n33,cc\n44\n5,\"x\ny\"\n")
                .member("rate_20250317_3.csv", "id,v\n66,dd\n7,\n8,h\n"))
        .archive(
            OTHER, ArchiveBuilder.gnu().member("rate_20250317_4.csv", "id,v\n9,i\n10,j\n11,k\n"))
        .writeTo(outbound);
    try (Stream<Path> files = Files.list(outbound)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(
            file,
            FileTime.from(
                Instant.now().minus(Duration.ofHours(file.endsWith("_COMPLETE") ? 2 : 3))));
      }
    }
    Path partner =
        Files.writeString(
            folder.resolve("mutants.yaml"),
            """
            partner: mutants
            source: {uri: "file://%s/outbound/{date}", marker: _COMPLETE}
            storage: file://%s/lake
            """
                .formatted(folder, folder));
    day = new DayOfMutants(partner, folder.resolve("lake/mutants/2025-03-17"));
    assertThat(day.run("wait")).isZero();
    assertThat(day.run("extract")).isZero();
  }

  @Test
  void aDayWithoutBugsPasses() {
    assertThat(day.run("merge")).isZero();
    assertThat(day.run("verify", "--deep")).isZero();
    assertThat(day.product()).content().hasLineCount(12);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void ofExtraction(Mutant mutant) {
    mutant.plant().accept(day);

    int merged = day.run("merge");

    assertThat(merged).as("merge").isIn(0, 65, 75);
    requireCaught(mutant);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void ofMerge(Mutant mutant) {
    assertThat(day.run("merge")).isZero();
    mutant.plant().accept(day);

    requireCaught(mutant);
  }

  private void requireCaught(Mutant mutant) {
    String[] options = mutant.deep() ? new String[] {"--deep"} : new String[0];
    assertThat(day.run("verify", options)).as("verify").isEqualTo(65);
  }

  /** A counter that is wrong about one member. */
  private static UnaryOperator<List<LedgerEntry>> records(int member, long more) {
    return members -> {
      List<LedgerEntry> changed = new ArrayList<>(members);
      LedgerEntry of = members.get(member);
      changed.set(member, with(of, of.offset(), of.length(), of.records() + more));
      return changed;
    };
  }

  private static List<LedgerEntry> twice(List<LedgerEntry> members) {
    List<LedgerEntry> changed = new ArrayList<>(members);
    changed.add(2, members.get(1));
    return changed;
  }

  private static List<LedgerEntry> misplaced(List<LedgerEntry> members) {
    List<LedgerEntry> changed = new ArrayList<>(members);
    LedgerEntry of = members.get(2);
    changed.set(2, with(of, members.get(1).offset(), of.length(), of.records()));
    return changed;
  }

  private static List<LedgerEntry> cut(List<LedgerEntry> members) {
    List<LedgerEntry> changed = new ArrayList<>(members);
    LedgerEntry of = members.get(2);
    changed.set(2, with(of, of.offset(), of.length() - 4, of.records()));
    return changed;
  }

  private static void swap(DayOfMutants day) {
    Path one = day.segment(ARCHIVE);
    Path other = day.segment(OTHER);
    try {
      byte[] content = Files.readAllBytes(one);
      Files.write(one, Files.readAllBytes(other));
      Files.write(other, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Mutant mutant(String what, Consumer<DayOfMutants> plant) {
    return new Mutant(what, false, plant);
  }

  private static Mutant deep(String what, Consumer<DayOfMutants> plant) {
    return new Mutant(what, true, plant);
  }
}
