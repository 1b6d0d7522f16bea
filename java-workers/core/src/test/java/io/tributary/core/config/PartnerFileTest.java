package io.tributary.core.config;

import static io.tributary.core.config.PartnerText.LEAST;
import static io.tributary.core.config.PartnerText.mistakeWith;
import static io.tributary.core.config.PartnerText.mistakes;
import static io.tributary.core.config.PartnerText.read;
import static io.tributary.core.config.PartnerText.readWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.core.config.ExtractSpec.SegmentCompression;
import io.tributary.core.config.LimitsSpec.LooseEnds;
import io.tributary.core.config.TableSpec.RowPolicy;
import io.tributary.core.config.ToleranceSpec.Share;
import io.tributary.core.document.Severity;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.store.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartnerFileTest {
  /** The example of the project's design. */
  static final String DESIGN =
      """
      partner: overseas-1
      source:
        uri: sftp://tributary@sftp.partner.example:22/outbound/{date}
        known-hosts: /secrets/known_hosts
        private-key: /secrets/id_ed25519
        archives: "*.tar.gz"
        marker: _COMPLETE            # may list archives, sizes and checksums
        deadline: "06:00"            # of the next day, local; an alert
        give-up: "12:00"             # exit 65
        max-connections: 16          # per day, divided among the shards
      timezone: Asia/Seoul           # default UTC
      members:
        pattern: "{table_name}_{date}_{batch_id}.csv"
        date-format: yyyyMMdd
      csv: {delimiter: ",", quote: '"', encoding: utf-8}   # the dialect; a table may have its own
      storage: s3://pricing-lake/partners
      contract: overseas-1.odcs.yaml # quality rules: Open Data Contract Standard v3.1
      extract: {containers: 8, parallelism: 4}
      merge: {tables-per-container: all}
      tables:
        room_rate: {primary-key: [hotel_id, rate_plan, stay_date], on-collision: keep-all}
      alerts:
        - {severity: error, webhook: "${HOOK}"}
      """;

  @Test
  void theDesignsExampleIsRead() {
    PartnerSpec spec = read(DESIGN);

    assertThat(spec.partner()).isEqualTo("overseas-1");
    assertThat(spec.source().uri())
        .isEqualTo("sftp://tributary@sftp.partner.example:22/outbound/{date}");
    assertThat(spec.source().knownHosts()).contains(Path.of("/secrets/known_hosts"));
    assertThat(spec.source().privateKey()).contains(Path.of("/secrets/id_ed25519"));
    assertThat(spec.source().marker()).contains("_COMPLETE");
    assertThat(spec.source().deadline()).isEqualTo(LocalTime.of(6, 0));
    assertThat(spec.source().giveUp()).isEqualTo(LocalTime.NOON);
    assertThat(spec.source().maxConnections()).isEqualTo(16);
    assertThat(spec.timezone()).isEqualTo(ZoneId.of("Asia/Seoul"));
    assertThat(spec.members()).isEqualTo(MembersSpec.DEFAULT);
    assertThat(spec.csv()).isEqualTo(CsvDialect.DEFAULT);
    assertThat(spec.storage()).isEqualTo(Location.parse("s3://pricing-lake/partners"));
    assertThat(spec.contract()).contains("overseas-1.odcs.yaml");
    assertThat(spec.extract()).isEqualTo(new ExtractSpec(8, 4, 32L << 20, SegmentCompression.NONE));
    assertThat(spec.merge()).isEqualTo(MergeSpec.DEFAULT);
    assertThat(spec.table("room_rate").primaryKey())
        .containsExactly("hotel_id", "rate_plan", "stay_date");
    assertThat(spec.alerts()).hasSize(1);
    assertThat(spec.alerts().get(0).receiver())
        .isInstanceOfSatisfying(
            AlertSpec.Webhook.class,
            webhook ->
                assertThat(webhook.address().reveal())
                    .isEqualTo("https://alerts.example/s3cret-hook"));
  }

  @Test
  void aPartnerNeedsOnlyWhatIsNotADefault() {
    PartnerSpec spec = read(LEAST);

    assertThat(spec.timezone().getRules()).isEqualTo(ZoneOffset.UTC.getRules());
    assertThat(spec.members()).isEqualTo(MembersSpec.DEFAULT);
    assertThat(spec.csv()).isEqualTo(CsvDialect.DEFAULT);
    assertThat(spec.contract()).isEmpty();
    assertThat(spec.extract()).isEqualTo(ExtractSpec.DEFAULT);
    assertThat(spec.merge()).isEqualTo(MergeSpec.DEFAULT);
    assertThat(spec.tables()).isEmpty();
    assertThat(spec.table("any")).isEqualTo(TableSpec.DEFAULT);
    assertThat(spec.nullValues()).containsExactly("", "NULL", "\\N");
    assertThat(spec.tolerate()).isEqualTo(ToleranceSpec.NONE);
    assertThat(spec.retention()).isEqualTo(RetentionSpec.DEFAULT);
    assertThat(spec.limits()).isEqualTo(LimitsSpec.DEFAULT);
    assertThat(spec.spark()).isEmpty();
    assertThat(spec.alerts()).isEmpty();
    assertThat(spec.file()).hasFileName("p.yaml");
  }

  @Test
  void emptyBlocksAreTheirDefaults() {
    PartnerSpec spec =
        readWith("members:\ncsv: {}\nextract:\nmerge: {}\ntolerate:\nlimits: {}\ntables: {t: }\n");

    assertThat(spec.members()).isEqualTo(MembersSpec.DEFAULT);
    assertThat(spec.csv()).isEqualTo(CsvDialect.DEFAULT);
    assertThat(spec.extract()).isEqualTo(ExtractSpec.DEFAULT);
    assertThat(spec.merge()).isEqualTo(MergeSpec.DEFAULT);
    assertThat(spec.tolerate()).isEqualTo(ToleranceSpec.NONE);
    assertThat(spec.limits()).isEqualTo(LimitsSpec.DEFAULT);
    assertThat(spec.tables()).containsExactly(Map.entry("t", TableSpec.DEFAULT));
  }

  @Test
  void everyKeyOfTheTopLevelIsRead() {
    PartnerSpec spec =
        readWith(
            """
            timezone: Europe/Berlin
            contract: acme.odcs.yaml
            extract: {containers: 3, parallelism: 5, memory: 64MB, segment-compression: zstd}
            merge: {tables-per-container: 4, concurrent-tables: 6, part-size: 1GiB, query-timeout: 1h}
            null-values: ["", NULL, null, ~, "n/a"]
            tolerate: {refused-archives: 0.1%, missing-archives: 2}
            limits: {entries: 7, member-size: 2KB, archive-size: 3MB, ratio: 11,
                     name-length: 99, record-bytes: 64KB, header-bytes: 4096, nesting: 5,
                     loose-ends: warn}
            spark: {spark.master: "local[2]", spark.sql.shuffle.partitions: 16}
            tables:
              one: {on-duplicate: drop}
            alerts: [{severity: warn, webhook: "${HOOK}"}]
            airflow: {executor: pod, retries: {count: 3}}
            """);

    assertThat(spec.timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(spec.contract()).contains("acme.odcs.yaml");
    assertThat(spec.extract()).isEqualTo(new ExtractSpec(3, 5, 64L << 20, SegmentCompression.ZSTD));
    assertThat(spec.merge())
        .isEqualTo(
            new MergeSpec(
                OptionalInt.of(4), 6, 1L << 30, Duration.ofHours(1), Duration.ofMinutes(15)));
    assertThat(spec.nullValues()).containsExactly("", "NULL", "null", "~", "n/a");
    assertThat(spec.tolerate())
        .isEqualTo(new ToleranceSpec(new Share(0.1, true), new Share(2, false)));
    assertThat(spec.limits())
        .isEqualTo(new LimitsSpec(7, 2 << 10, 3 << 20, 11, 99, 64 << 10, 4096, 5, LooseEnds.WARN));
    assertThat(spec.spark())
        .containsExactly(
            Map.entry("spark.master", "local[2]"), Map.entry("spark.sql.shuffle.partitions", "16"));
    assertThat(spec.table("one").onDuplicate()).isEqualTo(RowPolicy.DROP);
    assertThat(spec.alerts()).extracting(AlertSpec::severity).containsExactly(Severity.WARN);
  }

  @Test
  void allMistakesAreNamedAtOnceInTheOrderOfTheirLines() {
    assertThat(
            mistakes(
                """
                partner: Overseas 1
                source:
                  uri: sftp://tributary@sftp.partner.example/outbound/{date}
                  known_hosts: /secrets/known_hosts
                  deadline: 6am
                timezone: Asia/Seul
                extract: {containers: 0}
                tables:
                  room_rate: {primary-key: [hotel_id, Hotel ID]}
                """))
        .containsExactly(
            "1: storage: is missing; `s3://bucket/prefix` or `file:///folder`: the root under"
                + " which all output lies.",
            "1: partner: 'Overseas 1' is no partner name; write at most 63 lower-case letters,"
                + " digits and dashes, a letter or digit first, such as overseas-1",
            "3: source.known-hosts: is missing; name the file with the server's host key"
                + " (ssh-keyscan HOST, then compare the key with what the partner says)",
            "3: source.private-key: is missing; write one of private-key, password, password-file",
            "4: source.known_hosts: is unknown; did you mean known-hosts?",
            "5: source.deadline: '6am' is no time of day; write one such as \"06:00\"",
            "6: timezone: 'Asia/Seul' is no time zone; did you mean Asia/Seoul?",
            "7: extract.containers: '0' is out of bounds; write a whole number from 1 to 500",
            "9: tables.room_rate.primary-key[1]: 'Hotel ID' is there already, as"
                + " tables.room_rate.primary-key[0]; remove one of them");
  }

  @Test
  void keysAreSpelledRightOnceAndWhereTheyBelong() {
    assertThat(mistakeWith("tabels: {}\n"))
        .isEqualTo("4: tabels: is unknown; did you mean tables?");
    assertThat(mistakeWith("deadline: \"06:00\"\n"))
        .isEqualTo("4: deadline: is unknown; it belongs in source");
    assertThat(mistakeWith("merge: {timezone: UTC}\n"))
        .isEqualTo("4: merge.timezone: is unknown; it belongs in the top level of the file");
    assertThat(mistakeWith("merge: {colour: blue}\n"))
        .isEqualTo(
            "4: merge.colour: is unknown; write one of tables-per-container, concurrent-tables,"
                + " part-size, query-timeout, executor-timeout");
    assertThat(mistakeWith("timezone: UTC\n\ntimezone: UTC\n"))
        .isEqualTo("6: timezone: is there already, on line 4; remove one of them");
    assertThat(mistakeWith("[a, b]: c\n"))
        .isEqualTo("4: has a key that is no text; write 'key: value'");
  }

  @Test
  void valuesOfTheWrongShapeAreRefused() {
    assertThat(mistakeWith("timezone: [UTC]\n"))
        .isEqualTo("4: timezone: is a list; write one value");
    assertThat(mistakeWith("timezone: {a: b}\n"))
        .isEqualTo("4: timezone: is a mapping; write one value");
    assertThat(mistakeWith("timezone:\n"))
        .isEqualTo("4: timezone: the value is no value; write one, or remove the key");
    assertThat(mistakeWith("timezone: null\n"))
        .isEqualTo("4: timezone: 'null' is no value; write one, or remove the key");
    assertThat(mistakeWith("timezone: !zone UTC\n"))
        .isEqualTo("4: timezone: 'UTC' has a tag; quote a value that begins with '!'");
    assertThat(mistakeWith("extract: 8\n"))
        .isEqualTo("4: extract: '8' is one value; write 'key: value' pairs");
    assertThat(mistakeWith("extract: [8]\n"))
        .isEqualTo("4: extract: is a list; write 'key: value' pairs");
    assertThat(mistakeWith("null-values: NULL\n"))
        .isEqualTo("4: null-values: 'NULL' is one value; write a list, such as [a, b]");
    assertThat(mistakeWith("airflow: pod\n"))
        .isEqualTo("4: airflow: 'pod' is one value; write 'key: value' pairs");
  }

  @Test
  void theEnvironmentIsReadInValues() {
    PartnerSpec spec = readWith("contract: \"${EMPTY:-a}-${PASSWORD:-b}-${NONE:-c d}${EMPTY}\"\n");
    assertThat(spec.contract()).contains("a-hunter2-c d");

    assertThat(mistakeWith("contract: a-${NONE}\n"))
        .isEqualTo(
            "4: contract: 'a-${NONE}' needs the environment variable NONE, which is not set; set"
                + " it, or write ${NONE:-text}");
    assertThat(mistakeWith("contract: a-${NO NE}\n"))
        .isEqualTo(
            "4: contract: 'a-${NO NE}' has a '${' that is no reference; write ${NAME} or"
                + " ${NAME:-text}");
    assertThat(mistakeWith("${PASSWORD}: x\n")).startsWith("4: ${PASSWORD}: is unknown;");
  }

  @Test
  void secretsAppearInNoMessage() {
    for (String more :
        List.of(
            "timezone: ${PASSWORD}\n",
            "alerts: [{severity: error, webhook: hunter2}]\n",
            "alerts: [{severity: error, webhook: [hunter2]}]\n",
            "alerts: [{severity: error, webhook: \"x${PASSWORD}\"}]\n",
            "alerts: [{severity: error, webhook: *hunter2}]\n",
            "alerts: [{severity: error, webhook: !hunter2 x}]\n",
            "alerts: [{severity: error, webhook: \"hunter2}]\n",
            "alerts: [{severity: error, webhook: @hunter2}]\n",
            "contract: \"${${PASSWORD}}\"\n")) {
      assertThat(mistakes(LEAST + more)).noneMatch(line -> line.contains("hunter2"));
    }
    for (String uri :
        List.of("sftp://u:hunter2@h/x", "sftp://u:h/unter2@h/x", "ftp://u:hunter2@h/x")) {
      assertThat(mistakes("partner: p\nstorage: " + uri + "\nsource: {uri: \"" + uri + "\"}\n"))
          .noneMatch(line -> line.contains("unter2"));
    }
    assertThat(read(DESIGN).toString()).doesNotContain("s3cret");
  }

  @Test
  void anchorsAndMergeKeysSaveWriting() {
    PartnerSpec spec =
        readWith(
            """
            tables:
              a: &rates {primary-key: [id], on-collision: drop, on-duplicate: drop}
              b: *rates
              c: {<<: *rates, on-duplicate: quarantine}
              d:
                <<: [*rates, {columns: [x], on-collision: quarantine}]
            """);

    assertThat(spec.table("b")).isEqualTo(spec.table("a"));
    assertThat(spec.table("c").onDuplicate()).isEqualTo(RowPolicy.QUARANTINE);
    assertThat(spec.table("c").onCollision()).isEqualTo(RowPolicy.DROP);
    assertThat(spec.table("d").onCollision()).isEqualTo(RowPolicy.DROP);
    assertThat(spec.table("d").columns()).containsExactly("x");
    assertThat(mistakeWith("tables: {a: {<<: x}}\n"))
        .isEqualTo("4: tables.a: '<<' merges mappings only; write <<: *anchor");
  }

  @Test
  void bombsAndLoopsAreBounded() {
    StringBuilder bomb = new StringBuilder("airflow:\n  l0: &l0 {a: b}\n");
    for (int level = 1; level < 200; level++) {
      bomb.append("  l%d: &l%d {<<: [*l%d, *l%d]}\n".formatted(level, level, level - 1, level - 1));
    }
    assertThat(readWith(bomb + "tables: {t: {<<: &self {columns: [x]}}}\n").tables()).hasSize(1);

    assertThat(readWith("tables: {t: &t {columns: [x], <<: *t}}\n").table("t").columns())
        .containsExactly("x");
    assertThat(readWith("airflow: &a {loop: *a}\n").partner()).isEqualTo("acme");
    assertThat(mistakeWith("tables: &t {t: *t}\n"))
        .isEqualTo(
            "4: tables.t.t: is unknown; write one of columns, primary-key, on-duplicate,"
                + " on-collision, count-duplicates, csv, quality, spark");
    assertThat(mistakes(LEAST + "x: " + "[".repeat(100_000))).hasSize(1);
    assertThat(mistakes(LEAST + "x: [&a {}" + ", *a".repeat(1000) + "]")).hasSize(1);
    assertThat(mistakes("#".repeat(2 << 20) + "\n" + LEAST)).hasSize(1);
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsLine() {
    assertThat(mistakes(""))
        .containsExactly("1: the file is empty; write at least partner, source and storage");
    assertThat(mistakes("partner: \"x\nsource: y\n").get(0)).matches("\\d+: is no YAML: .*");
    assertThat(mistakes("just words\n"))
        .containsExactly("1: 'just words' is one value; write 'key: value' pairs");
    assertThat(mistakes(LEAST + "---\npartner: b\n").get(0)).startsWith("4: is no YAML: ");
  }

  @Test
  void aFileThatCannotBeReadIsNamed(@TempDir Path folder) throws Exception {
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', (byte) 0xE4});
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> PartnerFile.read(latin, Map.of()))
        .withMessage(latin + " is not UTF-8; save it as UTF-8");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> PartnerFile.read(folder, Map.of()))
        .withMessage("cannot read " + folder + "; check path and rights");
  }

  @Test
  void aPartnerIsFoundByNameOrByPath(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("acme.yaml"), LEAST);
    assertThat(PartnerFile.find("acme", Optional.of(folder))).isEqualTo(file);
    assertThat(PartnerFile.find(file.toString(), Optional.empty())).isEqualTo(file);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> PartnerFile.find("acne", Optional.of(folder)))
        .withMessageContaining("no partner 'acne'")
        .withMessageContaining("TRIBUTARY_PARTNERS");
  }
}
