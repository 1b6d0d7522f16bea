package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Json;
import io.tributary.core.document.LineageEntry;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.store.Location;
import io.tributary.merge.spark.SharedSpark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The product does not depend on how the work is cut, and fits the store's parts whatever it is.
 */
class PartsTest {
  private static final String TABLE = "room_rate";
  private static final String MEMBER = "room_rate_20250317_";
  private static final int MEBIBYTE = 1 << 20;

  private static final String CONTRACT =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: parts
      version: 1.0.0
      status: active
      schema:
        - name: room_rate
          properties:
            - name: id
              quality:
                - id: id-small
                  metric: invalidValues
                  arguments: {pattern: '^[0-9]{1,3}$'}
                  mustBeLessThan: 1000
            - name: name
              quality:
                - id: name-y
                  metric: invalidValues
                  arguments: {validValues: ["y"]}
                  mustBe: 0
                  customProperties: [{property: action, value: quarantine}]
                - id: name-slow
                  metric: invalidValues
                  arguments: {pattern: '^(x+)+\\1z$'}
                  mustBe: 0
            - name: gone
              required: true
      """;

  @TempDir private Path folder;

  /** What was published. */
  private record Published(
      PublicationMarker marker, String csv, String quarantine, String lineage, String metadata) {}

  @Test
  void bytesDoNotDependOnTheSizeOfParts() throws IOException {
    Consumer<TestDelivery> members =
        delivery -> {
          for (int i = 0; i < 9; i++) {
            String header = i % 3 == 0 ? "id,name\n" : i % 3 == 1 ? "id,name,more\n" : "name,id\n";
            StringBuilder rows = new StringBuilder(header);
            for (int row = 0; rows.length() < 3 * MEBIBYTE; row++) {
              String id = row % 7 == 0 ? "" : row * 31L % 1009 + (row % 2 == 0 ? "" : "." + row);
              String name = row % 50_021 == 0 ? "x".repeat(40) : "y";
              rows.append(i % 3 == 2 ? name + "," + id : id + "," + name)
                  .append(i % 3 == 1 ? "," + "m".repeat(row % 90) + "\n" : "\n");
            }
            delivery.member("a" + i / 4 + ".tar.gz", MEMBER + i + ".csv", rows + "bad\n");
          }
        };

    Published small = merge("6MB", "contract: contract.yaml", members);
    Published large = merge("1GB", "contract: contract.yaml", members);

    assertThat(small.marker().parts()).isGreaterThan(2);
    assertThat(large.marker().parts()).isEqualTo(1);
    assertThat(small.csv()).isEqualTo(large.csv());
    assertThat(small.quarantine()).isEqualTo(large.quarantine());
    assertThat(small.lineage()).isEqualTo(large.lineage());
    assertThat(small.metadata())
        .isEqualTo(large.metadata())
        .contains("\"check\" : \"id-small\"", "\"archive\" : \"a0.tar.gz\"")
        // The pattern takes ages on the xs: it says nothing, and costs nothing else.
        .doesNotContain("\"check\" : \"name-slow\"")
        .contains("could not be judged: the pattern takes more than 200000 steps");
    assertThat(small.quarantine()).contains(",rule:name-y,", ",too-few-fields,");
    assertThat(small.marker().crc32c()).isEqualTo(large.marker().crc32c());
    assertThat(small.marker().crc32c()).isEqualTo(crc32c(small.csv()));
  }

  @Test
  void slicesTooSmallForAPartAreWrittenWithTheirNeighbours() throws IOException {
    Published published =
        merge(
            "6MB",
            delivery -> {
              for (int i = 0; i < 6; i++) {
                String row = i + "," + "x".repeat(100) + (i % 2 == 0 ? "\n" : ",too many\n");
                String rows = row.repeat(6 * MEBIBYTE / row.length());
                delivery.member(
                    "a.tar.gz", MEMBER + i + ".csv", "id,name\n" + rows + i + ",last\n");
              }
            });

    assertThat(published.marker().parts()).isEqualTo(3);
    assertThat(published.csv().lines().filter(line -> line.endsWith(",last")).count()).isEqualTo(6);
    assertThat(published.marker().crc32c()).isEqualTo(crc32c(published.csv()));
    assertThat(published.csv()).startsWith("id,name\n0,").endsWith("\n5,last\n");
    // More quarantine than a driver should hold: it is written in parts of its own.
    assertThat(published.marker().quarantineBytes()).isGreaterThan(6L * MEBIBYTE);
    assertThat(published.quarantine().lines().count())
        .isEqualTo(published.marker().quarantinedRows() + 1);
    assertThat(published.quarantine().lines().skip(1)).allMatch(line -> line.contains("too-many"));
    assertThat(published.marker().quarantineCrc32c()).isEqualTo(crc32c(published.quarantine()));
  }

  @Test
  void aTableOfWhichNearlyAllIsInQuarantineIsOneSmallObject() throws IOException {
    Published published =
        merge(
            "6MB",
            delivery -> {
              for (int i = 0; i < 3; i++) {
                String rows = ("x".repeat(5000) + "\n").repeat(7 * MEBIBYTE / 5001);
                delivery.member("a.tar.gz", MEMBER + i + ".csv", "id,name\n" + rows + "1,ok\n");
              }
            });

    assertThat(published.csv()).isEqualTo("id,name\n1,ok\n1,ok\n1,ok\n");
    assertThat(published.marker().parts()).isEqualTo(1);
  }

  @Test
  void aSliceThatGrowsTakesSeveralParts() throws IOException {
    String wide = IntStream.range(0, 120).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    Published published =
        merge(
            "6MB",
            delivery ->
                delivery
                    .member("a.tar.gz", MEMBER + "0.csv", wide + "\n" + ",".repeat(119) + "\n")
                    .member("a.tar.gz", MEMBER + "1.csv", "c0\n" + "7\n".repeat(400_000)));

    assertThat(published.marker().rows()).isEqualTo(400_001);
    assertThat(published.marker().parts()).isGreaterThan(2);
    assertThat(published.marker().bytes()).isEqualTo(published.csv().length());
    assertThat(published.marker().crc32c()).isEqualTo(crc32c(published.csv()));
    assertThat(published.csv()).endsWith("\n7" + ",".repeat(119) + "\n");
  }

  @Test
  void lineageTellsWhereEachArchivesRowsAre() throws IOException {
    Published published =
        merge(
            "6MB",
            delivery ->
                delivery
                    .member("a.tar.gz", MEMBER + "0.csv", "id,name\n1,a\nbad\n2,b\n")
                    .member("a.tar.gz", MEMBER + "1.csv", "id,name\n3,c\n")
                    .member("b.tar.gz", MEMBER + "1.csv", "id,name\n3,c\n")
                    .member("b.tar.gz", MEMBER + "2.csv", "id,name\n4,d\n"));

    List<LineageEntry> lineage =
        published
            .lineage()
            .lines()
            .map(line -> Json.parse(line.getBytes(UTF_8), LineageEntry.class, "lineage"))
            .toList();
    assertThat(lineage)
        .containsExactly(
            new LineageEntry("a.tar.gz", 1, 3, Map.of(0L, new LineageEntry.Deviation(1, 0, false))),
            new LineageEntry("b.tar.gz", 4, 1, Map.of(0L, new LineageEntry.Deviation(0, 0, true))));
  }

  private Published merge(String partSize, Consumer<TestDelivery> members) throws IOException {
    return merge(partSize, "", members);
  }

  private Published merge(String partSize, String more, Consumer<TestDelivery> members)
      throws IOException {
    Path partner = folder.resolve("partner.yaml");
    Files.writeString(
        partner,
        """
        partner: parts
        source: {uri: "file:///delivery"}
        storage: file:///elsewhere
        merge: {part-size: %s}
        %s
        """
            .formatted(partSize, more));
    Files.writeString(folder.resolve("contract.yaml"), CONTRACT);
    TestDelivery delivery = TestDelivery.of(partner, Location.of(folder.resolve(partSize)));
    members.accept(delivery);
    delivery.extract();
    new MergeRun(delivery.day(), SharedSpark.runtime(), false)
        .run(new TableSelection(List.of(), false, List.of()));
    return new Published(
        Json.read(delivery.store(), delivery.layout().success(TABLE), PublicationMarker.class),
        delivery.text(delivery.layout().csv(TABLE)).orElseThrow(),
        delivery.text(delivery.layout().quarantine(TABLE)).orElse(""),
        new String(
            new GZIPInputStream(
                    new ByteArrayInputStream(
                        Json.readBytes(delivery.store(), delivery.layout().lineage(TABLE))))
                .readAllBytes(),
            UTF_8),
        delivery.text(delivery.layout().metadata(TABLE)).orElseThrow());
  }

  private static String crc32c(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
