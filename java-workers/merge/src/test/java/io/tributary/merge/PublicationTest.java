package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import io.tributary.core.fixture.DeliveryBuilder;
import io.tributary.core.fixture.FaultyStore;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.merge.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader, a second run, and a run after a killed one see. */
class PublicationTest {
  private static final String TABLE = "room_rate";
  private static final String MEMBER = "room_rate_20250317_";

  @TempDir private Path folder;
  private Path partner;

  @BeforeEach
  void writePartnerFile() throws IOException {
    partner = folder.resolve("partner.yaml");
    Files.writeString(
        partner,
        """
        partner: publication
        source: {uri: "file:///delivery"}
        storage: file:///elsewhere
        merge: {part-size: 6MB}
        """);
  }

  @Test
  void aRerunWritesNothing() {
    TestDelivery delivery = small("first", "1,one\n2\n").extract();
    assertThat(run(delivery, delivery.store()).published()).containsExactly(TABLE);
    Map<String, String> published = objects(delivery);

    FaultyStore counting = new FaultyStore(delivery.store(), Integer.MAX_VALUE, true);
    WorkerResult again = run(delivery, counting);

    assertThat(again.published()).isEmpty();
    assertThat(again.message()).contains("1 were published already");
    assertThat(counting.changes()).isZero();
    assertThat(objects(delivery)).isEqualTo(published);
  }

  @Test
  void aLateArchiveMergesAgainAndStaleQuarantineGoes() {
    TestDelivery delivery = small("late", "1,one\n2\n").extract();
    run(delivery, delivery.store());
    assertThat(delivery.text(delivery.layout().quarantine(TABLE))).isPresent();

    TestDelivery replaced = small("late", "1,one\n2,two\n");
    replaced.member("z.tar.gz", MEMBER + "9.csv", "id,name\n3,three\n").extract();

    assertThat(run(replaced, replaced.store()).published()).containsExactly(TABLE);
    assertThat(replaced.text(replaced.layout().csv(TABLE)))
        .contains("id,name\n1,one\n2,two\n3,three\n");
    assertThat(replaced.text(replaced.layout().quarantine(TABLE))).isEmpty();
  }

  @Test
  void whatWasLostOfAPublicationIsMadeAgain() {
    TestDelivery delivery = small("lost", "1,one\n2\n").extract();
    run(delivery, delivery.store());
    Map<String, String> published = objects(delivery);
    for (Location lost :
        List.of(
            delivery.layout().metadata(TABLE),
            delivery.layout().lineage(TABLE),
            delivery.layout().quarantine(TABLE),
            delivery.layout().csv(TABLE))) {
      delivery.store().delete(lost);

      assertThat(run(delivery, delivery.store()).published()).as("%s", lost).containsExactly(TABLE);
      assertThat(objects(delivery)).isEqualTo(published);
    }
  }

  @Test
  void aTableThatANewerDeliveryDoesNotHaveIsTakenBack() {
    TestDelivery delivery = small("vanished", "1,one\n2\n");
    delivery.member("b.tar.gz", "booking_20250317_1.csv", "id\n1\n").extract();
    run(delivery, delivery.store());
    TestDelivery newer =
        TestDelivery.of(partner, Location.of(folder.resolve("vanished")))
            .member("b.tar.gz", "booking_20250317_1.csv", "id\n1\n")
            .extract();

    assertThat(run(newer, newer.store()).published()).isEmpty();

    assertThat(objects(newer).keySet()).noneMatch(name -> name.contains(TABLE));
    assertThat(newer.text(newer.layout().success("booking"))).isPresent();
  }

  @Test
  void soIsOneWhoseNameIsNoFileName() {
    TestDelivery delivery =
        TestDelivery.of(partner, Location.of(folder.resolve("korean")))
            .member("a.tar.gz", "객실_20250317_1.csv", "id\n1\n")
            .member("b.tar.gz", "booking_20250317_1.csv", "id\n1\n")
            .extract();
    run(delivery, delivery.store());
    TestDelivery newer =
        TestDelivery.of(partner, Location.of(folder.resolve("korean")))
            .member("b.tar.gz", "booking_20250317_1.csv", "id\n1\n")
            .extract();

    assertThat(run(newer, newer.store()).message()).contains("2 tables", "1 have no members");

    assertThat(newer.text(newer.layout().success("객실"))).isEmpty();
  }

  @Test
  void aTableWithoutAnyHeaderLeavesNoOlderOne() {
    TestDelivery delivery = small("headless", "1,one\n").extract();
    run(delivery, delivery.store());
    TestDelivery newer =
        TestDelivery.of(partner, Location.of(folder.resolve("headless")))
            .member("a.tar.gz", MEMBER + "1.csv", "")
            .extract();

    assertThat(run(newer, newer.store()).published()).isEmpty();
    assertThat(objects(newer).keySet()).noneMatch(name -> name.contains(TABLE));
  }

  @Test
  void forceMergesAgainToTheSameBytes() {
    TestDelivery delivery = small("force", "1,one\n2\n").extract();
    run(delivery, delivery.store());
    Map<String, String> published = objects(delivery);

    WorkerResult again =
        new MergeRun(delivery.day(), SharedSpark.runtime(), true).run(everything());

    assertThat(again.published()).containsExactly(TABLE);
    assertThat(objects(delivery)).isEqualTo(published);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRunKilledAtAnyChangeLeavesTheOldTheNewOrNothing(boolean effective) {
    TestDelivery finished = large("finished").extract();
    run(finished, finished.store());
    Map<String, String> expected = objects(finished);

    TestDelivery delivery = small("killed", "1,one\n2\n").extract();
    run(delivery, delivery.store());
    TestDelivery changed = large("killed").extract();
    int deaths = 0;
    boolean done = false;
    while (!done) {
      deaths++;
      // Each life is one call longer than the one before, and finds what that left.
      FaultyStore store = new FaultyStore(delivery.store(), deaths, effective);
      Throwable failure = catchThrowable(() -> run(changed, store));
      done = failure == null;
      requireOneOrNothing(delivery);
    }

    assertThat(deaths).isGreaterThanOrEqualTo(8);
    assertThat(objects(delivery)).isEqualTo(expected);
    assertThat(delivery.store().pendingUploads(delivery.layout().day())).isEmpty();
  }

  @Test
  void ofTwoRunsAtOnceOneWinsAndTheOtherFindsItsResult() {
    TestDelivery delivery = large("race").extract();
    int changes = changesOfOneRun(large("counted").extract());
    for (int call = 1; call <= changes; call++) {
      delivery.store().delete(delivery.layout().success(TABLE));
      FaultyStore slow =
          FaultyStore.interrupted(delivery.store(), call, () -> run(delivery, delivery.store()));
      Throwable loser = catchThrowable(() -> run(delivery, slow));
      if (loser != null) {
        assertThat(loser).isInstanceOf(WorkerException.class);
        assertThat(((WorkerException) loser).exitCode()).isEqualTo(ExitCode.TEMPORARY);
        run(delivery, delivery.store());
      }
      requireOneOrNothing(delivery);
      assertThat(delivery.store().head(delivery.layout().success(TABLE))).isPresent();
      assertThat(delivery.store().pendingUploads(delivery.layout().day())).isEmpty();
    }
  }

  @Test
  void somebodyElsesProductIsNotOverwrittenUnseen() {
    TestDelivery delivery = small("touched", "1,one\n").extract();
    FaultyStore store =
        FaultyStore.interrupted(
            delivery.store(),
            2,
            () ->
                delivery
                    .store()
                    .write(
                        delivery.layout().csv(TABLE),
                        Payload.of("another run's"),
                        WriteCondition.none()));

    assertThatThrownBy(() -> run(delivery, store))
        .isInstanceOf(WorkerException.class)
        .satisfies(
            failure ->
                assertThat(((WorkerException) failure).exitCode()).isEqualTo(ExitCode.TEMPORARY));
    assertThat(delivery.text(delivery.layout().csv(TABLE))).contains("another run's");
    assertThat(delivery.text(delivery.layout().success(TABLE))).isEmpty();
  }

  @Test
  void anArchiveWithoutManifestIsNamed() {
    TestDelivery delivery = small("missing", "1,one\n").extract();
    delivery.store().delete(delivery.layout().manifest("a.tar.gz"));

    assertThatThrownBy(() -> run(delivery, delivery.store()))
        .isInstanceOf(TemporaryException.class)
        .hasMessageContaining("a.tar.gz")
        .hasMessageContaining("run extract");
  }

  private int changesOfOneRun(TestDelivery delivery) {
    FaultyStore counting = new FaultyStore(delivery.store(), Integer.MAX_VALUE, true);
    run(delivery, counting);
    return counting.changes();
  }

  private TestDelivery small(String root, String records) {
    return TestDelivery.of(partner, Location.of(folder.resolve(root)))
        .member("a.tar.gz", MEMBER + "1.csv", "id,name\n" + records);
  }

  /** Several parts, and a record in quarantine. */
  private TestDelivery large(String root) {
    TestDelivery delivery = TestDelivery.of(partner, Location.of(folder.resolve(root)));
    for (int i = 0; i < 7; i++) {
      String rows = (i + ",").concat("x".repeat(98)).concat("\n").repeat(30_000);
      delivery.member(
          "a" + i / 3 + ".tar.gz",
          MEMBER + i + ".csv",
          "id,name\n" + rows + (i == 3 ? "bad\n" : ""));
    }
    return delivery;
  }

  private static WorkerResult run(TestDelivery delivery, ObjectStore store) {
    return new MergeRun(delivery.day(store), SharedSpark.runtime(), false).run(everything());
  }

  private static TableSelection everything() {
    return new TableSelection(List.of(), false, List.of());
  }

  /** If there is a marker, all that it names is there. */
  private static void requireOneOrNothing(TestDelivery delivery) {
    delivery
        .text(delivery.layout().success(TABLE))
        .ifPresent(
            text -> {
              PublicationMarker marker =
                  Json.parse(text.getBytes(UTF_8), PublicationMarker.class, "marker");
              ObjectInfo csv = delivery.store().head(delivery.layout().csv(TABLE)).orElseThrow();
              assertThat(csv.etag()).isEqualTo(marker.etag());
              assertThat(csv.size()).isEqualTo(marker.bytes());
              assertThat(sha256(delivery, delivery.layout().metadata(TABLE)))
                  .isEqualTo(marker.metadataSha256());
              assertThat(sha256(delivery, delivery.layout().lineage(TABLE)))
                  .isEqualTo(marker.lineageSha256());
            });
  }

  private static String sha256(TestDelivery delivery, Location location) {
    return DeliveryBuilder.sha256(Json.readBytes(delivery.store(), location));
  }

  /** Everything that is published, by name, as hashes. */
  private static Map<String, String> objects(TestDelivery delivery) {
    Location day = delivery.layout().day();
    return delivery
        .store()
        .list(day)
        .map(ObjectInfo::location)
        .filter(location -> !day.relativize(location).startsWith("extracted/"))
        .filter(location -> !day.relativize(location).startsWith("manifests/"))
        .collect(
            Collectors.toMap(
                day::relativize,
                location -> sha256(delivery, location),
                (a, b) -> a,
                TreeMap::new));
  }
}
