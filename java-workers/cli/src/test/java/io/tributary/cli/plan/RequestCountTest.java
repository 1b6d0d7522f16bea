package io.tributary.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.DeliveryBuilder;
import io.tributary.core.store.ObjectStore;
import io.tributary.merge.MergeCommand;
import io.tributary.report.SummarizeCommand;
import io.tributary.report.VerifyCommand;
import io.tributary.transfer.await.WaitCommand;
import io.tributary.transfer.extract.ExtractCommand;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The requests of a plan against those of the day itself, counted. */
class RequestCountTest {
  private static final int MEMBER = 100_000;
  private static final int ROW = 62;
  private static final Percentage CLOSE = Percentage.withPercentage(12);

  @TempDir Path folder;

  @Test
  void equalTablesWithManySegments() throws IOException {
    Counted day = day("extract: {memory: 16MB}\nmerge: {part-size: 8MB}\n", 3, 600, 6, 6);

    assertCounted(day);
    assertThat(day.count().segmentsOfArchive()).isGreaterThan(12);
    assertNoByteIsWrittenTwice(day);
  }

  @Test
  void oneTableThatIsReadTwiceForItsKey() throws IOException {
    Counted day = day("tables: {t0: {primary-key: [id]}}\n", 2, 500, 1, 1);

    assertCounted(day);
  }

  @Test
  void tablesOfDifferentSizesMakeFewerSegments() throws IOException {
    // Every second member is of the first table.
    Counted day = day("extract: {memory: 16MB}\n", 1, 800, 6, 2);

    assertThat(day.extract().writes())
        .isGreaterThan(10)
        .isLessThanOrEqualTo(day.count().extract(1).writes());
    assertThat(day.merge().reads()).isLessThanOrEqualTo(day.count().merge().reads());
  }

  @Test
  void anArchiveCostsItsSegmentsAndThreeRequests() throws IOException {
    assertThat(requestsOfArchives(10, 20, 4, 2)).isEqualTo(10 * (2 + 3));
  }

  @Test
  void anArchiveThatFillsItsMemoryCostsNoMoreThanItMay() throws IOException {
    int memory = 16 << 20;
    int members = 400;
    for (int tables : new int[] {1, 8}) {
      double flushed = (double) tables * members * MEMBER / memory;
      assertThat((double) requestsOfArchives(1, 2, members, tables))
          .as("k + k b / m + 3 of %d tables", tables)
          .isLessThanOrEqualTo(tables + flushed + 3);
    }
  }

  /** What a delivery of more archives asks for more than one of fewer. */
  private long requestsOfArchives(int fewer, int more, int members, int tables) throws IOException {
    return extractRequests(more, members, tables) - extractRequests(fewer, members, tables);
  }

  private long extractRequests(int archives, int members, int tables) throws IOException {
    Path delivered = folder.resolve("%d-%d-%d".formatted(archives, members, tables));
    Path file = deliver(delivered, "extract: {memory: 16MB}\n", archives, members, tables, tables);
    done(new WaitCommand(), file);
    StorageRequests extract = done(new ExtractCommand(), file);
    return extract.writes() + extract.reads();
  }

  private static void assertCounted(Counted day) {
    StorageRequests extract = day.count().extract(1);
    assertThat(day.extract().writes()).isCloseTo(extract.writes(), CLOSE);
    assertThat(day.extract().reads()).isCloseTo(extract.reads(), within(4L));
    StorageRequests merge = day.count().merge();
    assertThat(day.merge().writes()).isCloseTo(merge.writes(), CLOSE);
    assertThat(day.merge().reads()).isCloseTo(merge.reads(), CLOSE);
    StorageRequests rest = day.count().rest();
    assertThat(day.rest().writes()).isCloseTo(rest.writes(), within(3L));
    assertThat(day.rest().reads()).isCloseTo(rest.reads(), within(3L));
  }

  /** Parts become one object where they are: nothing is copied to join them, nor sent again. */
  private void assertNoByteIsWrittenTwice(Counted day) throws IOException {
    Path lake = folder.resolve("lake/acme/2025-03-17");
    assertThat(Files.size(lake.resolve("merged/t0/t0_2025-03-17.csv")))
        .as("a product of several parts")
        .isGreaterThan(3L * ObjectStore.MINIMUM_PART_SIZE);
    // Beside them: run records, and what is known of queries.
    assertThat(day.mergeBytes()).isCloseTo(bytesOf(lake.resolve("merged")), within(64L << 10));
    assertThat(day.extractBytes())
        .isCloseTo(
            bytesOf(lake.resolve("extracted")) + bytesOf(lake.resolve("manifests")),
            within(64L << 10));
  }

  private static long bytesOf(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    }
  }

  /** What a day's commands asked for and sent, and the formula for their requests. */
  private record Counted(
      StorageRequests extract,
      long extractBytes,
      StorageRequests merge,
      long mergeBytes,
      StorageRequests rest,
      RequestCount count) {}

  /**
   * Delivers and does a day.
   *
   * @param tables of the delivery
   * @param turns after so many members the first table has its turn again
   */
  private Counted day(String settings, int archives, int members, int tables, int turns)
      throws IOException {
    Path file = deliver(folder, settings, archives, members, tables, turns);
    StorageRequests wait = done(new WaitCommand(), file);
    CountedStore.written();
    StorageRequests extract = done(new ExtractCommand(), file);
    long extractBytes = CountedStore.written();
    StorageRequests merge = done(new MergeCommand(), file);
    long mergeBytes = CountedStore.written();
    StorageRequests rest =
        wait.plus(done(new SummarizeCommand(), file)).plus(done(new VerifyCommand(), file));
    PartnerSpec partner = PartnerFile.read(file, Map.of());
    long unpacked = (long) archives * members * MEMBER;
    int keyed = partner.tables().size();
    DeliverySize size = new DeliverySize(archives, unpacked / 3, unpacked, tables, keyed);
    RequestCount count = new RequestCount(size, partner);
    return new Counted(extract, extractBytes, merge, mergeBytes, rest, count);
  }

  /** Delivers into a folder, and writes the partner file there. */
  private static Path deliver(
      Path folder, String settings, int archives, int members, int tables, int turns)
      throws IOException {
    DeliveryBuilder delivery = DeliveryBuilder.delivery();
    for (int archive = 0; archive < archives; archive++) {
      ArchiveBuilder builder = ArchiveBuilder.gnu();
      for (int member = 0; member < members; member++) {
        int table = member % turns == 0 ? 0 : member % tables;
        builder.member("t%d_20250317_%d-%d.csv".formatted(table, archive, member), member());
      }
      delivery.archive("batch-%d.tar.gz".formatted(archive), builder);
    }
    delivery.writeTo(folder.resolve("outbound/2025-03-17"));
    return Files.writeString(
        folder.resolve("acme.yaml"),
        """
        partner: acme
        source: {uri: "file://%s/outbound/{date}", marker: _COMPLETE, stable-for: 100ms}
        storage: "file://%s/lake"
        %s
        """
            .formatted(folder, folder, settings));
  }

  private static StorageRequests done(Object command, Path file) {
    String root = CountedStore.root(file.resolveSibling("lake")).toString();
    CountedStore.counted();
    int code =
        new CommandLine(command)
            .execute("--partner", file.toString(), "--date", "2025-03-17", "--storage", root);
    assertThat(code).as("exit code of %s", command.getClass().getSimpleName()).isZero();
    return CountedStore.counted();
  }

  private static byte[] member() {
    String header = "id,name,price\n";
    StringBuilder rows = new StringBuilder(header);
    for (int row = 100_000; rows.length() + ROW <= MEMBER; row++) {
      rows.append(row).append(",the name of a hotel that is not a short one,1234567.89\n");
    }
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }
}
