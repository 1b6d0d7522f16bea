package io.tributary.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.command.Day;
import io.tributary.core.document.AlertState;
import io.tributary.core.document.AlertState.Stage;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.fixture.DocumentSchema;
import io.tributary.core.fixture.WebhookServer;
import io.tributary.core.store.ObjectInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsTest {
  private static final Alert NULLS = Fixture.alert(Severity.ERROR, "null-ratio");
  private static final Duration LEASE = Duration.ofMillis(400);

  @TempDir Path folder;
  private WebhookServer server;
  private Day day;

  @BeforeEach
  void start() throws IOException {
    server = new WebhookServer();
    day = day("error", "/a");
  }

  @AfterEach
  void stop() {
    day.store().close();
    server.close();
  }

  private Day day(String... severitiesAndPaths) throws IOException {
    List<String> lines = new ArrayList<>(List.of("alerts:"));
    for (int i = 0; i < severitiesAndPaths.length; i += 2) {
      String path = severitiesAndPaths[i + 1];
      String address = path.startsWith("/") ? server.address(path) : path;
      lines.add("- {severity: " + severitiesAndPaths[i] + ", webhook: \"" + address + "\"}");
    }
    return Fixture.day(folder, lines.toArray(String[]::new));
  }

  /** Another attempt, as another process would begin it. */
  private Alerts attempt() {
    return new Alerts(day, Couriers.of(day.partner().alerts()), LEASE, Clock.systemUTC());
  }

  private AlertState state(Alert alert) {
    return Json.read(day.store(), day.layout().alert(alert.key()), AlertState.class);
  }

  private List<String> paths() {
    return server.posts().stream().map(WebhookServer.Post::path).toList();
  }

  @Test
  void whatIsKnownIsNotToldAndNotOverEither() {
    attempt().reconcile(List.of(), List.of(NULLS), state -> true);
    assertThat(server.posts()).isEmpty();

    attempt().reconcile(List.of(NULLS), List.of(), state -> true);
    int told = server.posts().size();
    assertThat(told).isPositive();
    attempt().reconcile(List.of(), List.of(NULLS), state -> true);
    assertThat(server.posts()).hasSize(told);
  }

  @Test
  void aFindingIsToldOnceHoweverOftenTheDayIsRun() {
    for (int run = 0; run < 3; run++) {
      assertThat(attempt().raise(NULLS)).isTrue();
      attempt().reconcile(List.of(NULLS), List.of(), state -> true);
    }
    assertThat(server.bodies()).singleElement().asString().contains("price: NULL 4.1 %");
    assertThat(state(NULLS).stage()).isEqualTo(Stage.TOLD);
    assertThat(state(NULLS).claim()).isEmpty();
  }

  @Test
  void theStateOnStorageIsAsItsSchemaSays() throws IOException {
    attempt().raise(NULLS);
    try (Stream<ObjectInfo> states = day.store().list(day.layout().alerts())) {
      List<ObjectInfo> found = states.toList();
      assertThat(found).hasSize(1);
      assertThat(found.get(0).location()).isEqualTo(day.layout().alert(NULLS.key()));
      byte[] bytes = Json.readBytes(day.store(), found.get(0).location());
      assertThat(DocumentSchema.of("alert").errors(bytes)).isEmpty();
      assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("127.0.0.1");
    }
  }

  @Test
  void whoAsksForASeverityIsToldOfItAndOfGraverOnes() throws IOException {
    day = day("warn", "/w", "error", "/e", "critical", "/c");
    attempt().raise(Fixture.alert(Severity.ERROR, "a"));
    assertThat(paths()).containsExactlyInAnyOrder("/w", "/e");
    attempt().raise(Fixture.alert(Severity.CRITICAL, "a"));
    attempt().raise(Fixture.alert(Severity.WARN, "a"));
    attempt().raise(Fixture.alert(Severity.CRITICAL, "a"));
    assertThat(paths()).containsExactlyInAnyOrder("/w", "/e", "/w", "/e", "/c");
  }

  @Test
  void twoEntriesWithOneAddressAreOneReceiver() throws IOException {
    day = day("warn", "/a", "error", "/a");
    attempt().raise(NULLS);
    attempt().reconcile(List.of(), List.of(), state -> true);
    assertThat(server.bodies()).hasSize(2).last().asString().contains("RESOLVED");
  }

  @Test
  void otherColumnsAndRulesAreOtherFindings() {
    Alert sameText =
        new Alert(
            Severity.ERROR,
            "null-ratio.room_rate",
            Optional.of("price"),
            Optional.empty(),
            "m",
            "",
            "");
    attempt().raise(List.of(NULLS, sameText, Fixture.alert(Severity.ERROR, "other")));
    assertThat(server.posts()).hasSize(3);
  }

  @Test
  void findingsOfOneKeyAreOneAlert() {
    attempt()
        .raise(List.of(Fixture.alert(Severity.ERROR, "r"), Fixture.alert(Severity.CRITICAL, "r")));
    assertThat(server.bodies())
        .singleElement()
        .asString()
        .contains("CRITICAL overseas-1", "(and 1 more)");
  }

  @Test
  void whatIsGoneIsSaidOnceToThoseWhoWereTold() throws IOException {
    day = day("error", "/e", "critical", "/c");
    attempt().raise(NULLS);
    for (int run = 0; run < 2; run++) {
      attempt().reconcile(List.of(), List.of(), state -> true);
    }
    assertThat(paths()).containsExactly("/e", "/e");
    assertThat(server.bodies().get(1)).contains("RESOLVED overseas-1 2025-03-17 room_rate.price");
    assertThat(state(NULLS).stage()).isEqualTo(Stage.RESOLVED);
  }

  @Test
  void aFindingOfNoConcernAnyMoreIsGone() {
    attempt().raise(NULLS);
    attempt().reconcile(List.of(NULLS.with(Severity.OK)), List.of(), state -> true);
    assertThat(server.bodies()).hasSize(2).last().asString().contains("RESOLVED");
  }

  @Test
  void whatMayStillBeThereIsNotSaidToBeGone() {
    attempt().raise(NULLS);
    attempt().reconcile(List.of(), List.of(), state -> false);
    assertThat(server.posts()).hasSize(1);
    assertThat(state(NULLS).stage()).isEqualTo(Stage.TOLD);
  }

  @Test
  void whatComesBackAfterItWasGoneIsToldAgainAsAnotherMessage() {
    attempt().raise(NULLS);
    attempt().reconcile(List.of(), List.of(), state -> true);
    attempt().raise(NULLS);
    attempt().raise(NULLS);
    assertThat(server.bodies()).hasSize(3);
    assertThat(server.bodies().get(0)).contains("/1/error\"");
    assertThat(server.bodies().get(1)).contains("/1/resolved\"");
    assertThat(server.bodies().get(2)).contains("/2/error\"");
  }

  @Test
  void oneThatCannotBeToldKeepsNobodyElseFromItAndIsToldByTheNextRun() throws IOException {
    day = day("warn", "http://127.0.0.1:1/s3cret", "warn", "/a");
    Summary.Alerts first = attempt().reconcile(List.of(NULLS), List.of(), state -> true);
    assertThat(paths()).containsExactly("/a");
    assertThat(first.told()).isEqualTo(1);
    assertThat(first.undelivered())
        .singleElement()
        .satisfies(
            missed -> {
              assertThat(missed.receiver()).isEqualTo("alerts[0] (webhook)");
              assertThat(missed.problem()).isEqualTo("ConnectException");
              assertThat(missed.alerts()).isEqualTo(1);
            });
    assertThat(state(NULLS).stage()).isEqualTo(Stage.UNDELIVERED);
    assertThat(Json.line(state(NULLS))).doesNotContain("s3cret");

    server.answering(503);
    day = day("warn", "/b", "warn", "/a");
    assertThat(attempt().raise(NULLS)).isFalse();
    server.answering(200);
    assertThat(attempt().raise(NULLS)).isTrue();
    assertThat(attempt().raise(NULLS)).isTrue();
    assertThat(paths()).containsExactly("/a", "/b", "/b");
  }

  @Test
  void whatNobodyCouldBeToldOfAndIsGoneIsReportedOnce() throws IOException {
    server.answering(500);
    attempt().raise(NULLS);
    assertThat(attempt().reconcile(List.of(), List.of(), state -> true).undelivered()).hasSize(1);
    assertThat(attempt().reconcile(List.of(), List.of(), state -> true).undelivered()).isEmpty();
    assertThat(server.posts()).hasSize(1);
  }

  @Test
  void aReceiverThatFailsAgainAndAgainIsLeftAlone() {
    server.answering(500);
    List<Alert> many =
        IntStream.range(0, 10).mapToObj(i -> Fixture.alert(Severity.ERROR, "r" + i)).toList();
    Summary.Alerts result = attempt().raise(many);
    assertThat(server.posts()).hasSize(2);
    assertThat(result.undelivered())
        .containsExactly(new Summary.Undelivered("alerts[0] (webhook)", "HTTP 500", 10));
  }

  @Test
  void moreThanSomeComeAsOneAndTheGravestAlone() {
    List<Alert> many = new ArrayList<>();
    IntStream.range(0, 25).forEach(i -> many.add(Fixture.alert(Severity.ERROR, "r" + i)));
    many.add(Fixture.alert(Severity.CRITICAL, "gravest"));
    for (int run = 0; run < 2; run++) {
      attempt().reconcile(many, List.of(), state -> true);
      assertThat(server.posts()).hasSize(Alerts.AT_MOST + 1);
    }
    assertThat(server.bodies().get(0)).contains("gravest");
    assertThat(server.bodies().get(Alerts.AT_MOST)).contains("and 6 more findings");

    // One of the six became graver: that is news.
    AlertState rest =
        attemptStates().stream()
            .filter(s -> s.rule().equals(Alerts.REST))
            .findFirst()
            .orElseThrow();
    String key = Summed.keys(rest).iterator().next();
    List<Alert> graver =
        many.stream()
            .map(alert -> alert.key().equals(key) ? alert.with(Severity.CRITICAL) : alert)
            .toList();
    attempt().reconcile(graver, List.of(), state -> true);
    assertThat(server.bodies()).hasSize(Alerts.AT_MOST + 2);
    assertThat(server.bodies().get(Alerts.AT_MOST + 1)).contains("CRITICAL overseas-1");
  }

  private List<AlertState> attemptStates() {
    return new AlertBook(day.store(), day.layout()).all();
  }

  @Test
  void runsAtTheSameTimeTellOnce() throws Exception {
    int runs = 6;
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    CyclicBarrier start = new CyclicBarrier(runs);
    try {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return new Alerts(day).raise(NULLS);
                }));
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.posts()).hasSize(1);
  }

  @Test
  void aRunThatWasKilledBetweenClaimAndSendingLosesNothing() throws Exception {
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DyingProcess.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(killed.waitFor()).isEqualTo(DyingProcess.KILLED);
    assertThat(state(DyingProcess.ALERT).stage()).isEqualTo(Stage.SENDING);
    assertThat(server.posts()).isEmpty();

    assertThat(attempt().raise(DyingProcess.ALERT)).isTrue();
    assertThat(attempt().raise(DyingProcess.ALERT)).isTrue();

    assertThat(server.posts()).hasSize(1);
    assertThat(state(DyingProcess.ALERT).stage()).isEqualTo(Stage.TOLD);
  }

  @Test
  void aClaimOfLongAgoIsNotWaitedFor() throws Exception {
    Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofHours(-5));
    Couriers dying =
        new Couriers(List.of(new DyingProcess.Silent("webhook-00000000")), Duration.ofMillis(20));
    Thread sending = new Thread(() -> new Alerts(day, dying, LEASE, yesterday).raise(NULLS));
    sending.start();
    sending.join();
    // As if that attempt had died before it completed its claim.
    AlertState left = state(NULLS);
    Files.writeString(
        Path.of(URI.create(day.layout().alert(NULLS.key()).toString())),
        new String(Json.bytes(left), StandardCharsets.UTF_8)
            .replace(
                "\"stage\" : \"undelivered\"", "\"stage\" : \"sending\",\n  \"claim\" : \"x\""));
    assertThat(state(NULLS).claim()).contains("x");

    long began = System.nanoTime();
    assertThat(new Alerts(day).raise(NULLS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Teller.LEASE);
    assertThat(server.posts()).hasSize(1);
  }

  @Test
  void whoWasToldThatADayIsOverdueNeedsNoSecondWordOnItsDeadline() throws IOException {
    day = day("warn", "/a");
    attempt().raise(DeadlineWatch.overdue(day, "wait is still running"));
    Alert late = Alert.ofDay(Severity.WARN, "deadline", "the delivery was late", "06:41", "06:00");
    for (int run = 0; run < 3; run++) {
      attempt().reconcile(List.of(late), List.of(), state -> true);
    }
    assertThat(server.bodies()).hasSize(2);
    assertThat(server.bodies().get(0))
        .contains("not published at its deadline", "2025-03-18T06:00+09:00");
    assertThat(server.bodies().get(1)).contains("RESOLVED");
  }

  @Test
  void aStorageThatIsAwayIsAProblemOfTheAlertAlone() throws IOException {
    attempt().raise(NULLS);
    Path alerts = Path.of(URI.create(day.layout().alerts().toString()));
    try (Stream<Path> files = Files.list(alerts)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(alerts);
    // A file where the folder has to be.
    Files.writeString(alerts, "x");
    assertThat(attempt().raise(NULLS)).isFalse();
  }

  @Test
  void withoutReceiversNothingIsKept() throws IOException {
    day = Fixture.day(folder);
    assertThat(new Alerts(day).raise(NULLS)).isTrue();
    assertThat(new Alerts(day).reconcile(List.of(NULLS), List.of(), state -> true).told()).isZero();
    assertThat(attemptStates()).isEmpty();
  }
}
