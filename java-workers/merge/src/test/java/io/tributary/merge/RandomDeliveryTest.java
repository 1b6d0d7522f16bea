package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.store.Location;
import io.tributary.merge.measure.MeasureModel;
import io.tributary.merge.slice.ReferenceParser;
import io.tributary.merge.spark.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conservation and exact values as properties over random deliveries: every record that the
 * reference calls well-formed is a row, in order and with its values; every other is in quarantine.
 */
class RandomDeliveryTest {
  private static final List<String> COLUMNS = List.of("a", "b", "c", "d");
  private static final String TABLE = "t";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nothingIsLostAndNoValueIsChanged(long seed) throws IOException {
    Path partner = folder.resolve("partner.yaml");
    Files.writeString(
        partner,
        """
        partner: random
        source: {uri: "file:///delivery"}
        storage: file:///elsewhere
        tables:
          t: {columns: [a, b, c, d]}
        """);
    Random random = new Random(seed);
    TestDelivery delivery = TestDelivery.of(partner, Location.of(folder.resolve("root")));
    List<List<String>> expected = new ArrayList<>();
    long malformed = 0;
    int members = 1 + random.nextInt(30);
    for (int i = 0; i < members; i++) {
      List<String> columns = new ArrayList<>(COLUMNS);
      Collections.shuffle(columns, random);
      columns = columns.subList(0, 1 + random.nextInt(COLUMNS.size()));
      String header = String.join(",", columns) + "\n";
      byte[] body = body(random, columns.size());
      malformed += reference(columns, body, expected);
      ByteArrayOutputStream member = new ByteArrayOutputStream();
      member.writeBytes(header.getBytes(UTF_8));
      member.writeBytes(body);
      delivery.member(
          "a%02d.tar.gz".formatted(i / 4),
          "t_20250317_%03d.csv".formatted(i),
          member.toByteArray());
    }
    delivery.extract();

    new MergeRun(delivery.day(), SharedSpark.runtime(), false)
        .run(new TableSelection(List.of(), false, List.of()));

    List<List<String>> rows = rows(delivery);
    assertThat(rows.get(0)).isEqualTo(COLUMNS);
    assertThat(rows.subList(1, rows.size())).isEqualTo(expected);
    PublicationMarker marker =
        Json.read(delivery.store(), delivery.layout().success(TABLE), PublicationMarker.class);
    TableMetadata metadata =
        Json.read(delivery.store(), delivery.layout().metadata(TABLE), TableMetadata.class);
    assertThat(marker.rows()).isEqualTo(expected.size());
    assertThat(marker.quarantinedRows()).isEqualTo(malformed);
    assertThat(metadata.counts().conserved()).isTrue();
    assertThat(metadata.counts().delivered()).isEqualTo(expected.size() + malformed);
    for (int column = 0; column < COLUMNS.size(); column++) {
      int place = column;
      List<String> values =
          expected.stream()
              .map(row -> row.get(place))
              .filter(value -> !PartnerSpec.DEFAULT_NULL_VALUES.contains(value))
              .toList();
      assertThat(metadata.columns().get(column).metrics()).contains(MeasureModel.of(values));
      assertThat(metadata.columns().get(column).nulls()).isEqualTo(expected.size() - values.size());
    }
  }

  private static byte[] body(Random random, int columns) {
    String[] pieces = {
      "plain",
      "",
      "\"quoted\"",
      "\"with, comma\"",
      "\"two\nlines\"",
      "\"say \"\"x\"\"\"",
      "한글",
      "lone\rreturn",
      "st\"ray",
      "NULL",
      "12.5",
      "-3",
      "\"7\"",
      " spaces "
    };
    StringBuilder body = new StringBuilder();
    int records = random.nextInt(60);
    for (int i = 0; i < records; i++) {
      int fields = random.nextInt(12) == 0 ? 1 + random.nextInt(6) : columns;
      for (int field = 0; field < fields; field++) {
        int piece = random.nextInt(random.nextInt(6) == 0 ? pieces.length : 8);
        body.append(field > 0 ? "," : "").append(pieces[piece]);
      }
      body.append(random.nextInt(6) == 0 ? "\r\n" : "\n");
    }
    if (random.nextInt(6) == 0) {
      body.append("\"never closed\n1,2\n");
    }
    return body.toString().getBytes(UTF_8);
  }

  /** Adds the rows that are expected of a member, and counts its malformed records. */
  private static long reference(List<String> columns, byte[] body, List<List<String>> expected) {
    long malformed = 0;
    ReferenceParser parser = new ReferenceParser(body, 0, ',', '"', false);
    for (var record = parser.next(); record != null; record = parser.next()) {
      if (record.to() == record.from() && columns.size() > 1) {
        continue;
      }
      if (record.stray() || record.unterminated() || record.values().size() != columns.size()) {
        malformed++;
        continue;
      }
      List<String> row = new ArrayList<>();
      for (String column : COLUMNS) {
        int field = columns.indexOf(column);
        row.add(field < 0 ? "" : new String(record.values().get(field), UTF_8));
      }
      expected.add(row);
    }
    return malformed;
  }

  private static List<List<String>> rows(TestDelivery delivery) {
    List<List<String>> rows = new ArrayList<>();
    String csv = delivery.text(delivery.layout().csv(TABLE)).orElseThrow();
    for (CsvRecord record : CsvReader.builder().skipEmptyLines(false).ofCsvRecord(csv)) {
      rows.add(record.getFields());
    }
    return rows;
  }
}
