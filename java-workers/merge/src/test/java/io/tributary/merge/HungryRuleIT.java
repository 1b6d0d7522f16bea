package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Finding;
import io.tributary.core.document.HeldTable;
import io.tributary.core.document.Json;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Location;
import io.tributary.merge.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that need more memory than the worker has, in workers of their own that run out of it. */
class HungryRuleIT extends ContractScene {
  /** What {@code -XX:+ExitOnOutOfMemoryError} ends a JVM with. */
  private static final int OUT_OF_MEMORY = 3;

  private static final int TERMINATED = 143;

  private static final String RIGHT =
      sql("right", "SELECT count(*) FROM room_rate WHERE price < 0", "mustBe: 0");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT max(length(repeat(hotel_id, 1000000000))) FROM room_rate",
        "SELECT length(repeat('x', 2000000000))"
      })
  void aRuleThatEndsTheWorkerFailsAlone(String query) throws Exception {
    contract(sql("hungry", query, "mustBe: 1\nseverity: warn") + RIGHT);
    TestDelivery delivery = hotels(rates("lake")).extract();

    assertThat(merge(delivery)).isEqualTo(OUT_OF_MEMORY);
    assertThat(delivery.text(delivery.layout().asked(RATE))).isPresent();
    assertThat(merge(delivery)).isEqualTo(OUT_OF_MEMORY);
    // Asked once more, and alone: what could be published was before.
    assertThat(delivery.text(delivery.layout().success("hotel"))).isPresent();
    assertThat(merge(delivery)).isZero();

    assertThat(metadata(delivery, RATE).rows()).isEqualTo(8);
    Finding hungry = finding(delivery, "hungry");
    assertThat(hungry.actual()).isEqualTo("unknown");
    assertThat(hungry.message()).contains("killed from outside, twice").contains("more memory");
    assertThat(finding(delivery, "right").actual()).isEqualTo("2");
    // The next run asks it again.
    assertThat(delivery.text(delivery.layout().asked(RATE))).isPresent();
  }

  @Test
  void aTableThatSuchARuleHoldsStaysHeld() throws Exception {
    contract(sql("hungry", "SELECT length(repeat('x', 2000000000))", "mustBe: 1\n" + HOLD) + RIGHT);
    TestDelivery delivery = rates("lake").extract();
    merge(delivery);
    merge(delivery);

    assertThat(merge(delivery)).isEqualTo(ExitCode.DATA.code());
    HeldTable held = Json.read(delivery.store(), delivery.layout().held(RATE), HeldTable.class);
    assertThat(held.unanswered()).containsExactly("hungry");
    assertThat(delivery.text(delivery.layout().success(RATE))).isEmpty();

    // It is not asked a third time: that would end the next worker, too.
    assertThat(merge(delivery)).isEqualTo(ExitCode.DATA.code());
  }

  @Test
  void aWorkerThatIsToldToEndHoldsItAgainstNoRule() throws Exception {
    contract(
        sql(
            "slow",
            "SELECT count(*) FROM range(100000) a CROSS JOIN range(10000000) b CROSS JOIN"
                + " room_rate r WHERE sqrt(a.id * b.id) < 0",
            "mustBe: 0"));
    TestDelivery delivery = rates("lake").extract();
    Process worker = start(delivery);
    try {
      Instant end = Instant.now().plusSeconds(60);
      while (delivery.text(delivery.layout().asked(RATE)).isEmpty()) {
        assertThat(Instant.now()).as("the rule is asked").isBefore(end);
        assertThat(worker.isAlive()).isTrue();
        TimeUnit.MILLISECONDS.sleep(20);
      }
      worker.destroy();

      assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(worker.exitValue()).isEqualTo(TERMINATED);
      assertThat(delivery.text(delivery.layout().asked(RATE))).isEmpty();
    } finally {
      worker.destroyForcibly();
    }
  }

  private int merge(TestDelivery delivery) throws Exception {
    Process worker = start(delivery);
    assertThat(worker.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return worker.exitValue();
  }

  private Process start(TestDelivery delivery) throws IOException {
    Path log = folder.resolve("worker.log");
    if (Files.notExists(log)) {
      Files.writeString(log, "", UTF_8);
    }
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("..", "jvm.options"),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                HungryRuleIT.class.getName(),
                folder.resolve("partner.yaml").toString(),
                delivery.layout().root().toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** The worker's side. Arguments: the partner file, the storage root. */
  public static void main(String[] arguments) {
    TestDelivery delivery = TestDelivery.of(Path.of(arguments[0]), Location.parse(arguments[1]));
    try {
      new MergeRun(delivery.day(), SharedSpark.runtime(), false)
          .run(new TableSelection(List.of(), false, List.of()));
    } catch (WorkerException e) {
      System.err.println(e.getMessage());
      System.exit(e.exitCode().code());
    }
    System.exit(0);
  }
}
