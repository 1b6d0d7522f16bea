package io.tributary.quality.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Column;
import io.tributary.core.document.TableMetadata.Origin;
import io.tributary.quality.QualityJudge;
import io.tributary.quality.Rule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contract made of a day is one, and says what the day shows. */
class InferredContractTest {
  private static final LocalDate DATE = LocalDate.of(2025, 3, 17);
  private static final Path GOLDEN =
      Path.of("src/test/resources/io/tributary/quality/contract/inferred.odcs.yaml");

  @TempDir private Path folder;

  @Test
  void looksLikeThis() throws IOException {
    String text = new InferredContract(partner(), DATE, List.of(rates(), hotels())).text();
    if (System.getProperty("update") != null) {
      Files.writeString(GOLDEN, text);
    }
    assertThat(text).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void isReadBackAndFindsNothingWrongWithItsOwnDay() {
    Contract contract = Contract.read(GOLDEN);
    TableContract rates = contract.table("room_rate").orElseThrow();
    assertThat(rates.columns()).extracting(ContractColumn::name).contains("hotel_id", "Ort 'x'");
    assertThat(rates.rules())
        .extracting(Rule::name)
        .contains("rowCount", "header-drift", "price-nullValues", "price-type", "price-range");
    assertThat(rates.column("price").orElseThrow().type()).contains(LogicalType.NUMBER);
    assertThat(contract.dayRules()).hasSize(2);
    assertThat(QualityJudge.standardRules()).doesNotContain("rowCount");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.4, 1",
    "0.5, 1",
    "1, 2",
    "7, 20",
    "50, 100",
    "51, 200",
    "0.03, 0.1",
    "1200000, 5000000"
  })
  void boundsAreRoundAndWide(String size, String bound) {
    assertThat(InferredColumn.above(new BigDecimal(size))).isEqualTo(bound);
  }

  private PartnerSpec partner() throws IOException {
    Path file = folder.resolve("overseas-1.yaml");
    Files.write(
        file,
        """
        partner: overseas-1
        source: {uri: "file:///in/{date}"}
        storage: file:///out
        tables:
          hotel: {primary-key: [hotel_id]}
          room_rate: {primary-key: [hotel_id, stay_date]}
        """
            .getBytes(StandardCharsets.UTF_8));
    return PartnerFile.read(file, Map.of());
  }

  private static TableMetadata rates() {
    return table(
        "room_rate",
        column("hotel_id", 0, Map.of("integer", 1_000L), metrics(400, "1", "4000", 4)),
        column("stay_date", 0, Map.of("date", 1_000L), text(30, "2025/03/17", "2025/04/15", 10)),
        column(
            "price",
            41,
            Map.of("integer", 600L, "decimal", 395L, "text", 5L),
            metrics(900, "12.50", "980000", 9)),
        column("currency", 0, Map.of("text", 1_000L), text(4, "EUR", "USD", 3)),
        column("code", 0, Map.of("text", 1_000L), text(1_000, "AA1", "ZZ9", 3)),
        column("Ort 'x'", 1_000, Map.of(), Optional.empty()),
        column("updated_at", 0, Map.of("timestamp", 1_000L), Optional.empty()),
        new Column("gone", Origin.BASELINE, 0, 1_000, 0, Map.of(), 0));
  }

  private static TableMetadata hotels() {
    return table(
        "hotel",
        column("hotel_id", 0, Map.of("integer", 1_000L), metrics(1_000, "1", "5000", 4)),
        column("smoking", 10, Map.of("boolean", 990L), text(2, "false", "true", 5)));
  }

  private static TableMetadata table(String name, Column... columns) {
    return new TableMetadata(
        TableMetadata.VERSION,
        "overseas-1",
        name,
        DATE,
        1_000,
        new TableMetadata.Counts(
            3, 40, 1_000, 1_000, 0, 0, Optional.empty(), Optional.empty(), 0, 0, 0),
        List.of(columns),
        new TableMetadata.Drift(Optional.empty(), List.of(), 0),
        List.of(),
        new TableMetadata.Quality(Severity.OK, List.of()));
  }

  private static Column column(
      String name, long nulls, Map<String, Long> types, Optional<ColumnMetrics> metrics) {
    return new Column(name, Origin.NEW, 40, nulls, 0, types, 1_000, metrics);
  }

  private static Optional<ColumnMetrics> metrics(
      long distinct, String least, String greatest, long longest) {
    return Optional.of(
        new ColumnMetrics(
            1_000,
            distinct,
            Optional.of(least),
            Optional.of(greatest),
            Optional.of(5.0),
            1_000,
            1,
            longest,
            Optional.of(3.0)));
  }

  private static Optional<ColumnMetrics> text(
      long distinct, String least, String greatest, long longest) {
    return Optional.of(
        new ColumnMetrics(
            1_000,
            distinct,
            Optional.of(least),
            Optional.of(greatest),
            Optional.empty(),
            0,
            1,
            longest,
            Optional.of(3.0)));
  }
}
