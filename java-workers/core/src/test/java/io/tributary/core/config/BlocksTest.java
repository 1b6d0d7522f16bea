package io.tributary.core.config;

import static io.tributary.core.config.PartnerText.mistakeWith;
import static io.tributary.core.config.PartnerText.mistakes;
import static io.tributary.core.config.PartnerText.read;
import static io.tributary.core.config.PartnerText.readWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.MembersSpec.OtherDates;
import io.tributary.core.config.TableSpec.RowPolicy;
import io.tributary.core.config.ToleranceSpec.Share;
import io.tributary.core.store.Location;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blocks beside {@code source}: every key set, and each value that is refused. */
class BlocksTest {
  @Test
  void retention() {
    assertThat(readWith("retention: {extracted: 3d, quarantine: 720h, days: 400d}\n").retention())
        .isEqualTo(
            new RetentionSpec(
                Optional.of(Duration.ofDays(3)),
                Optional.of(Duration.ofDays(30)),
                Optional.of(Duration.ofDays(400))));
    assertThat(
            readWith("retention: {extracted: forever, quarantine: forever, days: forever}\n")
                .retention())
        .isEqualTo(new RetentionSpec(Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(readWith("retention: {}\n").retention()).isEqualTo(RetentionSpec.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"extracted, 7", "extracted, 12h", "quarantine, never", "days, 0d", "days, 1000000d"})
  void timesToKeepThatAreRefused(String key, String value) {
    assertThat(mistakeWith("retention: {" + key + ": " + value + "}\n"))
        .isEqualTo(
            "4: retention."
                + key
                + ": '"
                + value
                + "' is no time to keep something; write one of a day or more, such as 7d, or"
                + " forever");
  }

  @Test
  void members() {
    assertThat(
            readWith(
                    "members: {pattern: '{table_name}.{date}.csv', date-format: yyyy-MM-dd,"
                        + " other-dates: merge}\n")
                .members())
        .isEqualTo(new MembersSpec("{table_name}.{date}.csv", "yyyy-MM-dd", OtherDates.MERGE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{date}_{batch_id}.csv | has no {table_name}",
        "{table_name}.csv | has no {date}",
        "{table_name}_{date}_{date}.csv | has {date} twice",
        "{table_name}_{date}_{batch}.csv | 'has other braces than {table_name}, {date} and"
            + " {batch_id}'",
        "{table_name}_{date}_{.csv | 'has other braces than {table_name}, {date} and {batch_id}'",
        "{date}_{table_name}.csv | has {date} before {table_name}",
        "{table_name}_{date}{batch_id}.csv | has nothing between two placeholders",
      })
  void patternsThatAreRefused(String pattern, String wrong) {
    assertThat(mistakeWith("members: {pattern: '" + pattern + "'}\n"))
        .isEqualTo(
            "4: members.pattern: '"
                + pattern
                + "' "
                + wrong
                + "; write one such as {table_name}_{date}_{batch_id}.csv");
  }

  @Test
  void dateFormatsHaveToBeReadable() {
    for (String format : new String[] {"yyyyMMdd", "yyMMdd", "uuuu-MM-dd", "yyyyDDD", "ddMMyyyy"}) {
      assertThat(readWith("members: {date-format: " + format + "}\n").members().dateFormat())
          .isEqualTo(format);
    }
    for (String format : new String[] {"YYYYMMdd", "yyyyMM", "yyyymmdd", "yyyyMMDD", "qqqqqqq"}) {
      assertThat(mistakeWith("members: {date-format: " + format + "}\n"))
          .isEqualTo(
              "4: members.date-format: '"
                  + format
                  + "' does not give each date a form of its own;"
                  + " write one such as yyyyMMdd");
    }
    assertThat(mistakeWith("members: {other-dates: marge}\n"))
        .isEqualTo("4: members.other-dates: 'marge' is not known here; did you mean merge?");
    assertThat(mistakeWith("members: {other-dates: keep}\n"))
        .isEqualTo("4: members.other-dates: 'keep' is not known here; write one of refuse, merge");
  }

  @ParameterizedTest
  @CsvSource({
    "'delimiter: \";\"', ';', '\"', utf-8",
    "'delimiter: \"\\t\"', '\t', '\"', utf-8",
    "'delimiter: tab', '\t', '\"', utf-8",
    "'delimiter: \"|\", quote: \"~\"', '|', '~', utf-8",
    "'encoding: UTF8', ',', '\"', utf-8",
    "'encoding: cp949', ',', '\"', x-ibm949",
    "'encoding: windows-949', ',', '\"', x-windows-949",
    "'encoding: EUC-KR', ',', '\"', euc-kr",
    "'encoding: UTF-16LE', ',', '\"', utf-16le",
    "'encoding: latin1', ',', '\"', iso-8859-1",
  })
  void csv(String block, String delimiter, String quote, String encoding) {
    CsvDialect expected = new CsvDialect(delimiter.charAt(0), quote.charAt(0), encoding);
    assertThat(readWith("csv: {" + block + "}\n").csv()).isEqualTo(expected);
  }

  @Test
  void fieldsNeedNoQuotes() {
    assertThat(readWith("csv: {quote: none}\n").csv().quote()).isEqualTo(CsvDialect.NO_QUOTE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "delimiter: ',,' ! ',,' cannot separate or quote fields; write one ASCII character such as"
            + " \",\", \";\", \"|\", or tab",
        "delimiter: \"\\n\" ! '?' cannot separate or quote fields; write one ASCII character such"
            + " as \",\", \";\", \"|\", or tab",
        "delimiter: a ! 'a' cannot separate or quote fields; write one ASCII character such as"
            + " \",\", \";\", \"|\", or tab",
        "delimiter: § ! '§' cannot separate or quote fields; write one ASCII character such as"
            + " \",\", \";\", \"|\", or tab",
        "quote: '' ! the value cannot separate or quote fields; write one ASCII character such as"
            + " '\"', or none",
        "encoding: utf-9 ! 'utf-9' is no encoding that can be read; did you mean utf-8?",
        "encoding: euckkr ! 'euckkr' is no encoding that can be read; did you mean euc-kr?",
        "encoding: klingon ! 'klingon' is no encoding that can be read; write one such as utf-8,"
            + " utf-16, euc-kr, ms949, windows-1252, iso-8859-1, shift_jis",
        "encoding: 'no name' ! 'no name' is no encoding that can be read; write one such as utf-8,"
            + " utf-16, euc-kr, ms949, windows-1252, iso-8859-1, shift_jis",
      })
  void dialectsThatAreRefused(String line, String wrong) {
    String key = line.substring(0, line.indexOf(':'));
    assertThat(mistakeWith("csv: {" + line + "}\n")).isEqualTo("4: csv." + key + ": " + wrong);
  }

  @Test
  void delimiterAndQuoteDiffer() {
    assertThat(mistakeWith("csv: {delimiter: '\"'}\n"))
        .isEqualTo("4: csv.delimiter: is both delimiter and quote; write two different characters");
    assertThat(mistakeWith("csv: {quote: ','}\n"))
        .isEqualTo("4: csv.quote: is both delimiter and quote; write two different characters");
    assertThat(mistakeWith("csv: {encoding: x-JISAutoDetect}\n"))
        .startsWith("4: csv.encoding: 'x-JISAutoDetect' is no encoding that can be read;");
  }

  @Test
  void aTablesDialectLeavesTheRestToThePartners() {
    PartnerSpec spec =
        readWith(
            "tables: {t: {csv: {quote: \"'\"}}, u: {}}\ncsv: {delimiter: tab, encoding:"
                + " euc-kr}\n");

    assertThat(spec.dialect("t")).isEqualTo(new CsvDialect('\t', '\'', "euc-kr"));
    assertThat(spec.dialect("u")).isEqualTo(new CsvDialect('\t', '"', "euc-kr"));
    assertThat(spec.dialect("unlisted")).isEqualTo(spec.csv());
    assertThat(spec.table("u").csv()).isEmpty();
  }

  @Test
  void tables() {
    TableSpec table =
        readWith(
                """
                tables:
                  first: {}
                  객실 요금:
                    columns: [a, "B b"]
                    primary-key: [a]
                    on-duplicate: quarantine
                    on-collision: drop
                    count-duplicates: true
                    csv: {delimiter: ";"}
                    spark: {spark.sql.shuffle.partitions: 7, spark.executor.cores: 2}
                """)
            .table("객실 요금");

    assertThat(table.columns()).containsExactly("a", "B b");
    assertThat(table.primaryKey()).containsExactly("a");
    assertThat(table.onDuplicate()).isEqualTo(RowPolicy.QUARANTINE);
    assertThat(table.onCollision()).isEqualTo(RowPolicy.DROP);
    assertThat(table.countDuplicates()).isTrue();
    assertThat(table.csv()).contains(new CsvDialect(';', '"', "utf-8"));
    assertThat(table.sessionSettings())
        .containsExactly(Map.entry("spark.sql.shuffle.partitions", "7"));
    assertThat(table.contextSettings()).containsExactly(Map.entry("spark.executor.cores", "2"));
    assertThat(readWith("tables: {z: , a: , m: }\n").tables().keySet())
        .containsExactly("z", "a", "m");
  }

  @Test
  void rowsAreCountedWhenAPolicyNeedsIt() {
    assertThat(TableSpec.DEFAULT.countsRows()).isFalse();
    assertThat(readWith("tables: {t: {on-duplicate: drop}}\n").table("t").countsRows()).isTrue();
    assertThat(readWith("tables: {t: {primary-key: [a]}}\n").table("t").countsRows()).isTrue();
    assertThat(readWith("tables: {t: {count-duplicates: true}}\n").table("t").countsRows())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "columns: [a, ' A'] ! columns[1]: ' A' is there already, as tables.t.columns[0]; remove one"
            + " of them",
        "columns: ['  '] ! columns[0]: '  ' is no column name; write it as in the header, such as"
            + " hotel_id",
        "columns: a ! columns: 'a' is one value; write a list, such as [a, b]",
        "primary-key: [[a]] ! primary-key[0]: is a list; write one value",
        "on-duplicate: dorp ! on-duplicate: 'dorp' is not known here; did you mean drop?",
        "on-collision: drop ! on-collision: needs a primary-key to see collisions; write"
            + " primary-key: [column, …]",
        "count-duplicates: yes ! count-duplicates: 'yes' is neither true nor false; write true or"
            + " false",
        "spark: {sparc.sql.x: 1} ! spark.sparc.sql.x: is no setting that can be made here; write"
            + " one that begins with spark., such as spark.sql.shuffle.partitions",
        "spark: {spark.master: yarn} ! spark: has no master that there is in spark.master; write"
            + " local[*] or k8s://https://kubernetes.default.svc",
        "spark: {spark.sql.x: [a]} ! spark.spark.sql.x: is a list; write one value",
        "primry-key: [a] ! primry-key: is unknown; did you mean primary-key?",
      })
  void tablesThatAreRefused(String line, String wrong) {
    assertThat(mistakeWith("tables: {t: {" + line + "}}\n")).isEqualTo("4: tables.t." + wrong);
  }

  @Test
  void executorsOnKubernetesNeedStorageThatTheySee() {
    String pods = "{spark.master: \"k8s://https://kubernetes.default.svc\"}";
    assertThat(readWith("spark: " + pods + "\n").tablesDifferInContext()).isFalse();
    assertThat(readWith("tables: {t: {spark: " + pods + "}}\n").tablesDifferInContext()).isTrue();
    String local = "partner: acme\nstorage: file:///lake\nsource: {uri: \"s3://drop/{date}\"}\n";
    String refused =
        "2: storage: is a folder of one machine, which Spark's executors on Kubernetes"
            + " (spark.master) do not see; write s3://bucket/prefix";
    assertThat(mistakes(local + "spark: " + pods + "\n")).containsExactly(refused);
    assertThat(mistakes(local + "tables: {t: {spark: " + pods + "}}\n")).containsExactly(refused);
    assertThat(read(local + "spark: {spark.master: \"local[2]\"}\n").spark()).hasSize(1);
  }

  @Test
  void namesOfTablesAreThoseOfMembers() {
    for (String name : new String[] {"a/b", "' a'", "''", "\"a\\nb\""}) {
      assertThat(mistakeWith("tables: {" + name + ": {}}\n"))
          .contains("is no table name; write it as in the members' names, such as room_rate");
    }
  }

  @Test
  void extractAndMerge() {
    assertThat(readWith("extract: {memory: 1048576}\n").extract().memoryBytes()).isEqualTo(1 << 20);
    assertThat(readWith("merge: {tables-per-container: 1}\n").merge().tablesPerContainer())
        .isEqualTo(OptionalInt.of(1));
    assertThat(readWith("merge: {tables-per-container: all}\n").merge())
        .isEqualTo(MergeSpec.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "512KB, 524288",
    "0.5 mb, 524288",
    "1MiB, 1048576",
    "1m, 1048576",
    "1G, 1073741824",
    "100000, 100000",
    "100000B, 100000",
  })
  void sizes(String size, long bytes) {
    assertThat(readWith("extract: {memory: " + size + "}\n").extract().memoryBytes())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "extract.containers | 501 | is out of bounds; write a whole number from 1 to 500",
        "extract.parallelism | four | is no whole number; write a whole number from 1 to 1000",
        "extract.memory | 32XB | is no size; write one such as 32MB, 1GiB or 1048576",
        "extract.memory | 1.5 | is no size; write one such as 32MB, 1GiB or 1048576",
        "extract.memory | -1 | is no size; write one such as 32MB, 1GiB or 1048576",
        "extract.memory | 1KB | is out of bounds; write 64KB at least and 1GB at most",
        "extract.memory | 999999999TB | is out of bounds; write 64KB at least and 1GB at most",
        "merge.tables-per-container | none | is no number of tables; write all, or a whole number"
            + " from 1 on",
        "merge.tables-per-container | 0 | is no number of tables; write all, or a whole number"
            + " from 1 on",
        "merge.concurrent-tables | 0 | is out of bounds; write a whole number from 1 to 1000",
        "merge.query-timeout | 0s | is out of bounds; write 1s at least and 24h at most",
        "merge.part-size | 2GB | is out of bounds; write 64KB at least and 1GB at most",
        "tolerate.refused-archives | 101% | is no share; write a whole number such as 3, or a"
            + " percentage such as 0.1%",
        "tolerate.refused-archives | 0.5 | is no share; write a whole number such as 3, or a"
            + " percentage such as 0.1%",
        "tolerate.missing-archives | -1 | is no share; write a whole number such as 3, or a"
            + " percentage such as 0.1%",
        "limits.entries | 0 | is out of bounds; write a whole number from 1 to 1000000000",
        "limits.member-size | 1 | is out of bounds; write 1KB at least and 1024TB at most",
        "limits.archive-size | big | is no size; write one such as 32MB, 1GiB or 1048576",
        "limits.ratio | 1 | is out of bounds; write a whole number from 2 to 1000000",
        "limits.name-length | 99999999999 | is out of bounds; write a whole number from 16 to 65536",
        "limits.record-bytes | 2GB | is out of bounds; write 64 at least and 1GB at most",
        "limits.header-bytes | 17MB | is out of bounds; write 64 at least and 16MB at most",
        "limits.nesting | 3 | is out of bounds; write a whole number from 4 to 1000",
        "limits.loose-ends | ignore | is not known here; write one of refuse, warn",
        "spark.master | x | is no setting",
      })
  void numbersThatAreRefused(String key, String value, String wrong) {
    String block = key.substring(0, key.indexOf('.'));
    String name = key.substring(key.indexOf('.') + 1);
    String mistake = mistakeWith(block + ": {" + name + ": " + value + "}\n");
    if (block.equals("spark")) {
      assertThat(mistake)
          .isEqualTo(
              "4: spark.master: is no setting that can be made here; write one that begins with"
                  + " spark., such as spark.sql.shuffle.partitions");
    } else {
      assertThat(mistake).isEqualTo("4: " + key + ": '" + value + "' " + wrong);
    }
  }

  @Test
  void aMemberIsNotLargerThanItsArchive() {
    assertThat(mistakeWith("limits: {member-size: 2GB, archive-size: 1GB}\n"))
        .isEqualTo(
            "4: limits.member-size: is more than archive-size; write less, or raise archive-size");
  }

  @Test
  void sharesAreNumbersOrPercentages() {
    ToleranceSpec spec =
        readWith("tolerate: {refused-archives: 12.5%, missing-archives: 3}\n").tolerate();
    assertThat(spec.refusedArchives()).isEqualTo(new Share(12.5, true)).hasToString("12.5%");
    assertThat(spec.missingArchives()).isEqualTo(new Share(3, false)).hasToString("3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3://Bucket/x | names no bucket; write s3://bucket/prefix/{date}",
        "s4://bucket/x | has a scheme that no storage serves; did you mean s3?",
        "/a/b | is no storage; write s3://bucket/prefix or file:///folder",
        "file://a/../b | is no storage; write s3://bucket/prefix or file:///folder",
        "s3://bucket/a//x | is no storage; write s3://bucket/prefix or file:///folder",
      })
  void storageThatIsRefused(String storage, String wrong) {
    String file = "partner: a\nstorage: '" + storage + "'\nsource: {uri: 's3://drop'}\n";
    assertThat(mistakes(file)).containsExactly("2: storage: '" + storage + "' " + wrong);
  }

  @Test
  void storage() {
    assertThat(
            PartnerText.read("partner: a\nstorage: file:///data/\nsource: {uri: 's3://drop'}\n")
                .storage())
        .isEqualTo(Location.parse("file:///data"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {"Acme", "-acme", "ac me", "a_b", "''", "ä"},
      quoteCharacter = '`')
  void partnersHavePlainNames(String name) {
    assertThat(mistakes("partner: " + name + "\nstorage: s3://lake\nsource: {uri: 's3://drop'}\n"))
        .singleElement()
        .asString()
        .startsWith("1: partner: ")
        .contains("is no partner name; write at most 63 lower-case letters, digits and dashes");
  }
}
