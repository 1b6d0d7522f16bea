package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.store.ObjectInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaySummaryTest {
  @TempDir Path folder;
  private DayFixture day;

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void tellsTheDayAsThePersonOnCallReadsIt() throws IOException {
    eventful();

    assertThat(text()).isEqualTo(golden("summary.txt"));
  }

  @Test
  void writesTheDocumentThatTeamsScriptAgainst() throws IOException {
    eventful();

    assertThat(placeless(new String(Json.bytes(read().summary()), UTF_8)))
        .isEqualTo(golden("summary.json"));
  }

  @Test
  void saysOkOfADayWithoutFault() throws IOException {
    quiet().merged();

    Summary summary = read().summary();

    assertThat(summary.verdict()).isEqualTo(Severity.OK);
    assertThat(summary.archives()).isEqualTo(new Summary.Archives(2, 2, 0, 0, 0));
    assertThat(summary.tables().get("booking"))
        .isEqualTo(new Summary.Table(2, 3, 3, 0, 0, 21, 2, Severity.OK, true));
    assertThat(summary.published()).containsExactly("booking");
    assertThat(text()).contains("booking          3          3 ").doesNotContain("problems");
  }

  @Test
  void saysWhatItCanOfADayOfWhichNothingIsThere() throws IOException {
    day = new DayFixture(folder);

    Summary summary = read().summary();

    assertThat(summary.verdict()).isEqualTo(Severity.ERROR);
    assertThat(summary.findings()).extracting(Finding::rule).containsExactly("source-list");
    assertThat(text()).contains("no tables");
    assertThat(Pages.day(day.day(), read())).contains("nothing is known of the delivery");
  }

  @Test
  void countsWhatWasDeliveredWhenNothingWasMerged() throws IOException {
    quiet().freeze().extract();

    assertThat(read().summary().tables().get("booking"))
        .isEqualTo(new Summary.Table(2, 3, 0, 0, 0, 0, 0, Severity.ERROR, false));
    assertThat(text()).contains("–").contains("not published");
  }

  @Test
  void tellsAnOlderDeliverysTableFromThisOnes() throws IOException {
    quiet().merged();
    day.archive("c.tar.gz", member("booking", 3, "id,guest", "4,d")).freeze().extract();

    Summary summary = read().summary();

    assertThat(summary.tables().get("booking").published()).isFalse();
    assertThat(summary.tables().get("booking").delivered()).isEqualTo(4);
    assertThat(text()).contains("not published: what lies there is of an older delivery");
  }

  @Test
  void saysWhyATableIsHeldBackThoughNobodyCanReadItsRows() throws IOException {
    quiet().merged().hold("booking");

    Summary summary = read().summary();

    assertThat(summary.tables().get("booking"))
        .isEqualTo(new Summary.Table(2, 3, 0, 0, 0, 0, 0, Severity.ERROR, false));
    assertThat(summary.published()).isEmpty();
    assertThat(summary.findings())
        .extracting(Finding::rule)
        .containsExactly("no-orphans", "not-published");
    assertThat(summary.findings().get(0).samples()).hasSize(1);
    assertThat(summary.findings().get(1).message())
        .isEqualTo("held back by a rule; what was published earlier stays");
    assertThat(text()).contains("ERROR  7 rows name no hotel");
  }

  @Test
  void forgetsThatATableWasHeldBackOfAnotherDelivery() throws IOException {
    quiet().merged().hold("booking");
    day.archive("c.tar.gz", member("booking", 3, "id,guest", "4,d")).merged();

    assertThat(read().summary().tables().get("booking").published()).isTrue();
    assertThat(text()).doesNotContain("no hotel");
  }

  @Test
  void missesATableThatStopsComingThoughNobodyListedIt() throws IOException {
    LocalDate yesterday = DayFixture.DATE.minusDays(1);
    quiet().before("tax", yesterday).before("trial", yesterday.minusDays(60)).merged();

    Summary summary = read().summary();

    assertThat(summary.tables()).containsOnlyKeys("booking", "tax");
    assertThat(summary.verdict()).isEqualTo(Severity.WARN);
    assertThat(summary.findings())
        .filteredOn(finding -> finding.severity() != Severity.OK)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.table()).contains("tax");
              assertThat(finding.rule()).isEqualTo("expected-table");
              assertThat(finding.message()).isEqualTo("published on 2025-03-16, but not delivered");
            });
    assertThat(text()).contains("published on 2025-03-16, but not delivered");
  }

  @Test
  void missesATableThatOnlyTheContractKnows() throws IOException {
    Files.writeString(
        folder.resolve("our.odcs.yaml"),
        """
        apiVersion: v3.1.0
        kind: DataContract
        id: ours
        version: 1.0.0
        status: active
        schema:
          - name: tax
            quality: [{metric: rowCount, mustBeGreaterThan: 0, severity: critical}]
        """);
    day = new DayFixture(folder, "contract: our.odcs.yaml");
    day.archive("a.tar.gz", member("booking", 1, "id", "1")).merged();

    assertThat(read().summary().findings())
        .filteredOn(finding -> finding.severity() != Severity.OK)
        .extracting(Finding::severity, Finding::message)
        .containsExactly(tuple(Severity.ERROR, "in the contract, but not delivered"));
  }

  @Test
  void namesArchivesThatAreNotExtracted() throws IOException {
    quiet().freeze().extract("a.tar.gz");

    assertThat(read().summary().archives().extracted()).isEqualTo(1);
    assertThat(text()).contains("1 not extracted").contains("not extracted b.tar.gz");
  }

  @Test
  void takesNoManifestOfOtherSettings() throws IOException {
    quiet().merged();
    var other = day.layout.manifest("b.tar.gz");
    day.put(other, day.text(other).replaceFirst("\"key\" : \"..", "\"key\" : \"zz"));

    assertThat(read().summary().archives().extracted()).isEqualTo(1);
    assertThat(read().tally().withoutManifest().get("b.tar.gz")).contains("older listing");
  }

  @Test
  void goesOnWhenADocumentCannotBeRead() throws IOException {
    eventful();
    day.put(day.layout.metadata("booking"), "{ not json");
    day.put(day.layout.manifest("a.tar.gz"), "gone");
    day.put(day.layout.runs().child("x/merge-0-1.json"), "[]");

    Summary summary = read().summary();

    assertThat(summary.tables().get("booking").verdict()).isEqualTo(Severity.ERROR);
    assertThat(read().tally().withoutManifest()).containsKey("a.tar.gz");
  }

  @Test
  void findsCountsThatDoNotAgree() throws IOException {
    quiet().merged();
    var metadata = day.layout.metadata("booking");
    day.put(
        metadata,
        day.text(metadata)
            .replace("\"delivered\" : 3", "\"delivered\" : 2")
            .replace("\"merged\" : 3", "\"merged\" : 2"));

    Summary summary = read().summary();

    assertThat(summary.verdict()).isEqualTo(Severity.CRITICAL);
    assertThat(summary.findings().get(0).rule()).isEqualTo("conservation");
    assertThat(text()).contains("CRITICAL");
  }

  @Test
  void tellsOfEachPublicationOnce() throws IOException {
    quiet().merged();
    new SummarizeCommand().perform(day.day());
    assertThat(new SummarizeCommand().perform(day.day()).published())
        .as("done again in the same run")
        .containsExactly("booking");

    day.run("run-2");
    assertThat(new SummarizeCommand().perform(day.day()).published()).isEmpty();

    day.run("run-3").archive("c.tar.gz", member("guest", 1, "id", "1")).merged();
    assertThat(new SummarizeCommand().perform(day.day()).published()).containsExactly("guest");
  }

  @Test
  void appendsToTheHistoryAndNeverRewritesIt() throws IOException, InterruptedException {
    quiet().merged();
    new SummarizeCommand().perform(day.day());
    Thread.sleep(2);
    new SummarizeCommand().perform(day.day());

    try (Stream<ObjectInfo> files = day.store.list(day.layout.history())) {
      List<ObjectInfo> all = files.toList();
      assertThat(all).hasSize(2);
      assertThat(day.text(all.get(0).location()))
          .contains(
              "{\"date\":\"2025-03-17\",\"run\":\"run-1\",\"table\":\"booking\","
                  + "\"metric\":\"merged\",\"value\":3}")
          .contains("\"column\":\"guest\",\"metric\":\"nulls\",\"value\":0}");
    }
  }

  @Test
  void comparesWithTheDayBefore() throws IOException {
    eventful();
    String told = new String(Json.bytes(read().summary()), UTF_8);
    LocalDate before = DayFixture.DATE.minusDays(1);
    day.put(
        day.layout.on(before).report("summary.json"),
        told.replace("2025-03-17", "2025-03-16")
            .replace("missing-archives", "something-else")
            .replaceFirst("(?s)\"changes\".*", "\"changes\" : {\"findings\" : []}}"));

    Summary.Changes changes = read().summary().changes();

    assertThat(changes.since()).contains(before);
    assertThat(changes.findings())
        .filteredOn(state -> state.state() == FindingState.State.ONGOING)
        .hasSizeGreaterThan(3)
        .allMatch(state -> state.first().equals(before));
    assertThat(text()).contains("findings      1 new, ").contains(" 1 resolved since 2025-03-16\n");
  }

  @Test
  void saysOfNoColumnThatIsGoneThatItsFaultsAreResolved() throws IOException {
    quiet().merged();
    LocalDate before = DayFixture.DATE.minusDays(1);
    String finding =
        "{\"severity\":\"warn\",\"table\":\"booking\",\"column\":\"%s\",\"rule\":\"%s\","
            + "\"message\":\"odd\",\"state\":\"new\",\"first\":\"2025-03-16\"}";
    String told = new String(Json.bytes(read().summary()), UTF_8);
    day.put(
        day.layout.on(before).report("summary.json"),
        told.replace("2025-03-17", "2025-03-16")
            .replaceFirst(
                "(?s)\"changes\".*",
                "\"changes\" : {\"findings\" : ["
                    + String.format(finding, "Guest", "guest-pattern")
                    + ","
                    + String.format(finding, "price", "price-pattern")
                    + "]}}"));

    assertThat(read().summary().changes().findings())
        .filteredOn(state -> state.state() == FindingState.State.RESOLVED)
        .extracting(FindingState::rule)
        .containsExactly("guest-pattern");
  }

  @Test
  void escapesEverythingOnThePage() throws IOException {
    day = new DayFixture(folder);
    String hostile = "<script>alert('1')</script>\"&";
    day.archive(
            hostile + ".tar.gz",
            new FixtureMember(hostile, hostile + ".csv", hostile.replace(",", "") + "\n1\n"))
        .refused("<img src=x onerror=alert(1)>", "<b>")
        .missing("<i>")
        .merged();

    String page = Pages.day(day.day(), read());

    assertThat(page.substring(0, page.indexOf("<script")))
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;")
        .doesNotContain("<script>alert", "<img", "<b>&lt;b", "<i>")
        .contains("default-src 'none'");
  }

  private DayFixture quiet() throws IOException {
    day = new DayFixture(folder);
    return day.archive("a.tar.gz", member("booking", 1, "id,guest", "1,a", "2,b"))
        .archive("b.tar.gz", member("booking", 2, "id,guest", "3,c"));
  }

  /** A day on which everything happens that has a place on the first screen. */
  private void eventful() throws IOException {
    day =
        new DayFixture(
            folder,
            "tolerate: {missing-archives: 1}",
            "tables: {booking: {}, room_rate: {}, tax: {}}");
    FixtureMember rates = member("room_rate", 1, "hotel,price", "h1,10", "h2,20", "h3,30");
    day.archive("a.tar.gz", member("booking", 1, "id,guest", "1,\"김, 하나\"", "2", "3,c"), rates)
        .archive("b.tar.gz", member("booking", 2, "id,guest", "4,d"), rates)
        .archive("b-again.tar.gz", member("booking", 2, "id,guest", "4,d"), rates)
        .archive("c.tar.gz", member("객실", 1, "id", "1"))
        .refused("d.tar.gz", "crc-mismatch")
        .missing("e.tar.gz")
        .ran("wait", 0, 1, -41, 0, 0)
        .ran("extract", 0, 1, 1, 3, -1)
        .ran("extract", 0, 2, 10, 20, 0)
        .ran("extract", 1, 1, 2, 12, 0)
        .ran("merge", 0, 1, 21, 69, 65)
        .merged("booking", "room_rate");
  }

  private DayReport read() {
    return new DaySummary(day.day(), DayFixture.FROZEN.plusSeconds(100)).read();
  }

  private String text() {
    return placeless(SummaryText.of(read()));
  }

  private String placeless(String text) {
    return text.replace(day.layout.root().toString(), "{root}");
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = DaySummaryTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
