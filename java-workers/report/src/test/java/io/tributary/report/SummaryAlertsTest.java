package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.alert.Alert;
import io.tributary.alert.Alerts;
import io.tributary.alert.DeadlineWatch;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.fixture.DocumentSchema;
import io.tributary.core.fixture.WebhookServer;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.Revocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SummaryAlertsTest {
  @TempDir Path folder;
  private WebhookServer server;
  private DayFixture day;

  @BeforeEach
  void start() throws IOException {
    server = new WebhookServer();
    day =
        new DayFixture(
                folder, "alerts: [{severity: error, webhook: \"" + server.address("/a") + "\"}]")
            .archive("a-1.tar.gz", member("booking", 1, "id,note", "1,a", "2,b"))
            .archive("a-2.tar.gz", member("booking", 2, "id,note", "3,c"));
  }

  @AfterEach
  void stop() {
    day.close();
    server.close();
  }

  private Summary summarize(String run) {
    day.run(run);
    SummarizeCommand command = new SummarizeCommand();
    new CommandLine(command).setOut(new PrintWriter(Writer.nullWriter()));
    WorkerResult result = command.perform(day.day());
    assertThat(result.message()).startsWith("summarised");
    byte[] bytes = Json.readBytes(day.store, day.layout.report("summary.json"));
    assertThat(DocumentSchema.of("summary").errors(bytes)).isEmpty();
    return Json.parse(bytes, Summary.class, "summary.json");
  }

  @Test
  void everyFindingIsToldOnceAndOnceMoreWhenItIsGone() {
    day.freeze().extract("a-1.tar.gz").merge();
    Summary first = summarize("run-1");
    int told = server.posts().size();
    assertThat(server.bodies())
        .anyMatch(body -> body.contains("1 archive not extracted; run extract again"));
    assertThat(first.alerts().orElseThrow().told()).isEqualTo(told);

    assertThat(summarize("run-2").alerts().orElseThrow().told()).isZero();
    assertThat(server.posts()).hasSize(told);

    day.merged();
    Summary third = summarize("run-3");
    assertThat(third.verdict()).isEqualTo(Severity.OK);
    assertThat(third.alerts().orElseThrow().resolved()).isEqualTo(told);
    assertThat(server.bodies().subList(told, 2 * told)).allMatch(b -> b.contains("RESOLVED"));

    summarize("run-4");
    assertThat(server.posts()).hasSize(2 * told);
  }

  @Test
  void anAlertThatReachesNobodyIsAFindingItselfAndGoesWithTheNextRun() {
    day.freeze().extract("a-1.tar.gz").merge();
    server.answering(500);
    Summary first = summarize("run-1");
    assertThat(first.alerts().orElseThrow().undelivered())
        .singleElement()
        .satisfies(missed -> assertThat(missed.problem()).isEqualTo("HTTP 500"));
    assertThat(first.findings())
        .extracting(Finding::rule, Finding::severity)
        .contains(tuple("undelivered-alert", Severity.WARN));
    String text = new String(Json.readBytes(day.store, day.layout.report("summary.txt")), UTF_8);
    assertThat(text).contains("did not reach alerts[0] (webhook): HTTP 500");

    server.answering(200);
    Summary second = summarize("run-2");
    assertThat(second.alerts().orElseThrow().undelivered()).isEmpty();
    assertThat(second.findings()).extracting(Finding::rule).doesNotContain("undelivered-alert");
    assertThat(second.alerts().orElseThrow().told()).isPositive();
  }

  @Test
  void aDayThatIsOverdueIsSaidToBeThereWhenItIs() {
    new Alerts(day.day()).raise(DeadlineWatch.overdue(day.day(), "extract is still running"));
    day.freeze().extract();
    summarize("run-1");
    assertThat(server.bodies()).noneMatch(body -> body.contains("RESOLVED"));
    day.merge();
    summarize("run-2");
    assertThat(server.bodies())
        .anyMatch(
            body -> body.contains("RESOLVED") && body.contains("not published at its deadline"));
  }

  @Test
  void whatMergeSaidOfATableStaysUntilTheTableIsPublished() {
    Finding held =
        new Finding(
            Severity.CRITICAL,
            Optional.of("booking"),
            Optional.empty(),
            "row-count",
            "half of the rows are gone",
            "2",
            "4");
    new Alerts(day.day()).raise(Alert.of(held));
    day.freeze().extract();
    summarize("run-1");
    assertThat(server.bodies()).noneMatch(body -> body.contains("RESOLVED"));
    day.merge();
    summarize("run-2");
    assertThat(server.bodies())
        .anyMatch(body -> body.contains("RESOLVED") && body.contains("half of the rows"));
  }

  @Test
  void whatIsAcceptedIsToldToNobodyButWhatIsNotThere() {
    day.missing("a-3.tar.gz").freeze().extract().merge();
    HistoryFolder history = new HistoryFolder(day.store, day.layout);
    String id =
        history.accept(
            new Acceptance(
                Acceptance.VERSION,
                DayFixture.DATE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "a flood",
                "kim",
                DayFixture.FROZEN));

    Summary known = summarize("run-1");
    assertThat(known.findings()).extracting(Finding::rule).contains("missing-archives");
    assertThat(server.posts()).isEmpty();

    day.store.delete(day.layout.success("booking"));
    summarize("run-2");
    assertThat(server.bodies()).singleElement().asString().contains("not published");

    history.revoke(id, new Revocation(Revocation.VERSION, "no flood", "kim", DayFixture.FROZEN));
    summarize("run-3");
    assertThat(server.bodies()).hasSize(2).anyMatch(body -> body.contains("missing at the source"));
  }

  @Test
  void withoutReceiversTheSummarySaysNothingOfThem() throws IOException {
    try (DayFixture quiet = new DayFixture(folder.resolve("."))) {
      DayFixture before = day;
      day = quiet.archive("a-1.tar.gz", member("booking", 1, "id", "1")).merged();
      assertThat(summarize("run-1").alerts()).isEmpty();
      day = before;
    }
  }
}
