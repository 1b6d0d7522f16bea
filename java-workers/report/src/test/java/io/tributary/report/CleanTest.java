package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.core.fixture.FaultyStore;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.ObjectStore;
import io.tributary.report.CleanPlan.Kept;
import io.tributary.report.CleanPlan.Removal;
import io.tributary.report.CleanPlan.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CleanTest {
  private static final String POLICY = "retention: {extracted: 2d, quarantine: 5d, days: 9d}";
  private static final LocalDate DATE = DayFixture.DATE;

  @TempDir Path folder;
  private final Map<String, byte[]> template = new TreeMap<>();

  @Test
  void removesWhatIsOldAndSaysSo() throws IOException {
    try (DayFixture day = delivered("retention: {}")) {
      worked(day, DATE);
      CleanPlan early = plan(day, DATE.plusDays(7));
      assertThat(early.removals()).isEmpty();
      assertThat(early.readable(false)).isEqualTo("nothing to remove\n");

      CleanPlan plan = plan(day, DATE.plusDays(9));
      assertThat(plan.removals()).extracting(Removal::what).containsExactly(What.EXTRACTED);
      assertThat(plan.removals().get(0).objects()).isPositive();
      assertThat(plan.readable(false))
          .startsWith("2025-03-17  extracted  ")
          .endsWith("nothing was removed; --delete does it\n");
      assertThat(count(day, day.layout.extracted())).isEqualTo(plan.objects());

      new Cleaner(day.day(), false).remove(plan);
      assertThat(count(day, day.layout.extracted())).isZero();
      assertThat(count(day, day.layout.manifests())).isPositive();
      CleanedDay cleaned = CleanedDay.of(day.store, day.layout);
      assertThat(cleaned.extracted())
          .contains(new CleanedDay.Removal(plan.at(), plan.objects(), plan.bytes()));
      assertThat(cleaned.quarantine()).isEmpty();
      assertThat(plan(day, DATE.plusDays(9)).removals()).isEmpty();
      // The product is as it was.
      assertThat(new DayVerifier(day.day(), Set.of(), line -> {}).verify(true)).isEmpty();
    }
  }

  @Test
  void whatWasQuarantinedIsMissedByNobody() throws IOException {
    try (DayFixture day = delivered("retention: {quarantine: 90d}")) {
      worked(day, DATE);
      clean(day, DATE.plusDays(90));
      assertThat(count(day, day.layout.quarantine())).isPositive();
      clean(day, DATE.plusDays(95));
      assertThat(count(day, day.layout.quarantine())).isZero();
      assertThat(new DayVerifier(day.day(), Set.of(), line -> {}).verify(true)).isEmpty();

      // Lost before it was due, it is missed.
      day.store.delete(day.layout.cleaned());
      assertThat(new DayVerifier(day.day(), Set.of(), line -> {}).verify(false))
          .singleElement()
          .asString()
          .contains("quarantine/booking.csv is missing");
    }
  }

  @Test
  void aDayThatIsNotDoneWithStays() throws IOException {
    try (DayFixture day = delivered(POLICY)) {
      day.ran("merge", 0, 1, 0, 10, 0);
      touch(day, DATE);
      assertThat(why(day)).isEqualTo("verify has not ended yet");
      day.ran("verify", 0, 1, 20, 30, 65);
      touch(day, DATE);
      assertThat(why(day)).startsWith("its check ended with exit code 65; --failed-too");
      Instant later = at(DATE.plusDays(12));
      assertThat(new CleanPlanner(day.day(), later, true).plan(Set.of()).removals()).hasSize(2);
      day.ran("verify", 0, 2, 40, 50, 0).ran("merge", 0, 2, 60, 70, 0);
      touch(day, DATE);
      assertThat(why(day)).isEqualTo("it was worked on since it was checked; run verify");
      day.ran("verify", 0, 3, 80, 90, 0);
      touch(day, DATE);
      assertThat(plan(day, DATE.plusDays(12)).removals()).hasSize(2);
    }
  }

  @Test
  void aCheckOfSomeTablesIsNotTheDaysCheck() throws IOException {
    try (DayFixture day = delivered(POLICY)) {
      day.ran("merge", 0, 1, 0, 10, 0);
      VerifyCommand partial = new VerifyCommand();
      new CommandLine(partial)
          .parseArgs("--partner", "overseas-1", "--date", DATE.toString(), "--only", "booking");
      partial.perform(day.day());
      touch(day, DATE);
      assertThat(why(day))
          .isEqualTo("only selected tables were checked; run verify without --only");
      new VerifyCommand().perform(day.day());
      touch(day, DATE);
      assertThat(plan(day, DATE.plusDays(12)).removals()).hasSize(2);
    }
  }

  @Test
  void aDayThatWasWorkedOnSinceThePlanStays() throws IOException {
    try (DayFixture day = delivered(POLICY)) {
      worked(day, DATE);
      CleanPlan plan = plan(day, DATE.plusDays(3));
      long before = count(day, day.layout.extracted());

      // It begins before the cleaner's first write.
      ObjectStore busy =
          FaultyStore.interrupted(day.store, 1, () -> day.ran("wait", 0, 2, 0, 0, -1));
      assertThat(new Cleaner(day.through(busy), false).remove(plan))
          .containsExactly(new Kept(DATE, What.EXTRACTED, "it was worked on since clean began"));
      day.store.delete(day.layout.runRecord("run-1", "wait", 0, 2));
      // Whatever the clocks say.
      day.ran("merge", 0, 2, 40, 50, 0);
      touch(day, DATE);
      assertThat(new Cleaner(day.day(), false).remove(plan))
          .containsExactly(
              new Kept(DATE, What.EXTRACTED, "it was worked on since it was checked; run verify"));

      assertThat(count(day, day.layout.extracted())).isEqualTo(before);
      assertThat(CleanedDay.of(day.store, day.layout)).isEqualTo(CleanedDay.none(day.layout));
    }
  }

  @Test
  void aMarkerThatIsWrittenMeanwhileGoesToo() throws IOException {
    try (DayFixture day = delivered("retention: {days: 20d}")) {
      worked(day, DATE);
      copy(day, DATE.plusDays(30));
      CleanPlan plan = plan(day, DATE.plusDays(31));
      // The word, the markers of two tables, and the rest of which this is the last.
      int last = 1 + (int) count(day, day.layout.day());
      ObjectStore busy =
          FaultyStore.interrupted(
              day.store, last, () -> day.put(day.layout.success("tax"), "{}\n"));
      assertThat(new Cleaner(day.through(busy), false).remove(plan)).isEmpty();
      assertThat(count(day, day.layout.day())).isZero();
    }
  }

  @Test
  void aTaskThatMayBeRunningKeepsItsDay() throws IOException {
    try (DayFixture day = delivered(POLICY)) {
      day.ran("verify", 0, 1, 20, 30, 0).ran("extract", 3, 1, 0, 0, -1);
      touch(day, DATE.minusDays(30));
      // 2025-03-17T20:21Z and less than two days.
      CleanPlan plan =
          new CleanPlanner(day.day(), DayFixture.FROZEN.plus(Duration.ofHours(47)), false)
              .plan(Set.of());
      assertThat(plan.removals()).isEmpty();
      CleanPlan next = plan(day, DATE.plusDays(3));
      assertThat(next.kept()).isEmpty();
      assertThat(next.removals()).hasSize(1);
    }
  }

  @Test
  void aDayThatWasRunAgainIsAsGoodAsNew() throws IOException {
    try (DayFixture day = delivered(POLICY)) {
      worked(day, DATE);
      touch(day, DATE.plusDays(100));
      assertThat(plan(day, DATE.plusDays(102)).removals()).isEmpty();
      assertThat(plan(day, DATE.plusDays(104)).removals()).hasSize(1);
    }
  }

  @Test
  void anInterruptedCleanGoesOn() throws IOException {
    try (DayFixture day = delivered("retention: {days: 20d}")) {
      worked(day, DATE);
      copy(day, DATE.plusDays(30));
      CleanPlan plan = plan(day, DATE.plusDays(31));
      assertThat(plan.removals()).extracting(Removal::what).containsExactly(What.DAY);
      for (int changes = 1; changes < 4; changes++) {
        int deadly = changes;
        assertThat(
                catchThrowable(
                    () ->
                        new Cleaner(day.through(new FaultyStore(day.store, deadly, true)), false)
                            .remove(plan)))
            .isNotNull();
        // Readers see nothing of it, or all of it.
        assertThat(plan(day, DATE.plusDays(31)).removals())
            .extracting(Removal::what)
            .containsExactly(What.DAY);
      }
      clean(day, DATE.plusDays(31));
      assertThat(count(day, day.layout.day())).isZero();
    }
  }

  @Test
  void aDayThatIsNeededStays() throws IOException {
    try (DayFixture day = delivered(POLICY)) {
      worked(day, DATE);
      CleanPlan alone = plan(day, DATE.plusDays(50));
      assertThat(alone.removals()).extracting(Removal::what).doesNotContain(What.DAY);
      assertThat(alone.kept())
          .contains(new Kept(DATE, What.DAY, "it has the newest publication of table booking"));

      LocalDate later = DATE.plusDays(45);
      copy(day, later);
      baseline(day, later, DATE);
      assertThat(plan(day, DATE.plusDays(50)).kept())
          .contains(new Kept(DATE, What.DAY, "it is the baseline of 2025-05-01"));
      baseline(day, later, later.minusDays(1));
      assertThat(plan(day, DATE.plusDays(50)).removals())
          .extracting(Removal::what)
          .contains(What.DAY);
    }
  }

  @Test
  void whatADayIsComparedWithStaysWhateverKeepsTheDay() throws IOException {
    try (DayFixture day = delivered(POLICY)) {
      worked(day, DATE);
      LocalDate next = DATE.plusDays(1);
      copy(day, next);
      baseline(day, next, DATE);
      copy(day, DATE.plusDays(45));
      assertThat(plan(day, DATE.plusDays(50)).removals())
          .contains(removal(day, DATE), removal(day, next));

      Location check = day.layout.on(next).runRecord("run-1", "verify", 0, 1);
      day.put(check, day.text(check).replace("\"exitCode\" : 0", "\"exitCode\" : 65"));
      Files.setLastModifiedTime(check.toPath(), FileTime.from(at(next.plusDays(1))));
      assertThat(plan(day, DATE.plusDays(50)).kept())
          .contains(new Kept(DATE, What.DAY, "it is the baseline of " + next));
      // Run again lately.
      day.put(check, day.text(check).replace("\"exitCode\" : 65", "\"exitCode\" : 0"));
      Files.setLastModifiedTime(check.toPath(), FileTime.from(at(DATE.plusDays(44))));
      assertThat(plan(day, DATE.plusDays(50)).kept())
          .contains(new Kept(DATE, What.DAY, "it is the baseline of " + next));
    }
  }

  @Test
  void storageStaysAsLargeAsItIs() throws IOException {
    try (DayFixture day = delivered(POLICY)) {
      worked(day, DATE);
      day.put(day.layout.history().child("metrics/2025-03-17/a.jsonl"), "{}\n");
      List<Long> sizes = new ArrayList<>();
      for (int i = 1; i <= 40; i++) {
        LocalDate date = DATE.plusDays(i);
        copy(day, date);
        baseline(day, date, date.minusDays(1));
        clean(day, date.plusDays(1));
        sizes.add(bytes(day, day.layout.partnerFolder()));
      }
      List<Long> settled = sizes.subList(15, 40);
      assertThat(settled).containsOnly(settled.get(0));
      long oneDay = bytes(day, day.layout.on(DATE.plusDays(40)).day());
      assertThat(settled.get(0)).isBetween(oneDay, 13 * oneDay);
      assertThat(count(day, day.layout.history())).isEqualTo(1);
    }
  }

  @Test
  void onlyChosenDaysAreLookedAt() throws IOException {
    try (DayFixture day = delivered(POLICY)) {
      worked(day, DATE);
      copy(day, DATE.plusDays(1));
      CleanPlan plan =
          new CleanPlanner(day.day(), at(DATE.plusDays(30)), false).plan(Set.of(DATE.plusDays(1)));
      assertThat(plan.removals()).extracting(Removal::date).containsOnly(DATE.plusDays(1));
    }
  }

  @Test
  void withoutAPolicyNothingOfAProductGoes() throws IOException {
    try (DayFixture day = delivered("retention: {}")) {
      worked(day, DATE);
      assertThat(plan(day, DATE.plusDays(5_000)).removals())
          .extracting(Removal::what)
          .containsExactly(What.EXTRACTED, What.QUARANTINE);
    }
  }

  /** All of a day. */
  private static Removal removal(DayFixture day, LocalDate date) {
    Location folder = day.layout.on(date).day();
    return new Removal(date, What.DAY, count(day, folder), bytes(day, folder));
  }

  private String why(DayFixture day) {
    CleanPlan plan = plan(day, DATE.plusDays(12));
    assertThat(plan.removals()).isEmpty();
    return plan.kept().get(0).why();
  }

  private DayFixture delivered(String policy) throws IOException {
    DayFixture day = new DayFixture(folder, policy);
    return day.archive("a.tar.gz", member("booking", 1, "id,guest", "1,a", "2", "3,c"))
        .archive("b.tar.gz", member("tax", 1, "id", "1"))
        .merged();
  }

  /** The day was done, and all its objects are of then. */
  private void worked(DayFixture day, LocalDate date) throws IOException {
    day.ran("merge", 0, 1, 0, 10, 0).ran("verify", 0, 1, 20, 30, 0);
    touch(day, date);
    for (ObjectInfo object : objects(day, day.layout.day())) {
      template.put(day.layout.day().relativize(object.location()), day.bytes(object.location()));
    }
  }

  private static void touch(DayFixture day, LocalDate date) throws IOException {
    // In Seoul the day ends at 15:00 UTC; the last task in the next morning.
    FileTime then = FileTime.from(at(date.plusDays(1)));
    for (ObjectInfo object : objects(day, day.layout.on(DATE).day())) {
      Files.setLastModifiedTime(object.location().toPath(), then);
    }
  }

  /** Another day of the same objects. */
  private void copy(DayFixture day, LocalDate date) throws IOException {
    DayLayout layout = day.layout.on(date);
    for (Map.Entry<String, byte[]> object : template.entrySet()) {
      String name = object.getKey().replace(DATE.toString(), date.toString());
      Location copied = layout.day().child(name);
      day.put(copied, object.getValue());
      Files.setLastModifiedTime(copied.toPath(), FileTime.from(at(date.plusDays(1))));
    }
  }

  private static void baseline(DayFixture day, LocalDate date, LocalDate of) {
    Location sources = day.layout.on(date).sources();
    SourceList list = Json.read(day.store, sources, SourceList.class);
    day.put(
        sources,
        Json.bytes(
            new SourceList(
                list.version(),
                list.partner(),
                date,
                list.revision(),
                list.frozenAt(),
                list.source(),
                list.marker(),
                list.archives(),
                list.missing(),
                Map.of("booking", new SourceList.Baseline(of, "0".repeat(64), List.of("id"))))));
  }

  private static void clean(DayFixture day, LocalDate today) {
    new Cleaner(day.day(), false).remove(plan(day, today));
  }

  /** As in the morning of a date. */
  private static CleanPlan plan(DayFixture day, LocalDate today) {
    return new CleanPlanner(day.day(), at(today).plusSeconds(3_600), false).plan(Set.of());
  }

  private static Instant at(LocalDate date) {
    return date.atTime(6, 0).toInstant(ZoneOffset.UTC);
  }

  private static List<ObjectInfo> objects(DayFixture day, Location below) {
    try (Stream<ObjectInfo> objects = day.store.list(below)) {
      return objects.toList();
    }
  }

  private static long count(DayFixture day, Location below) {
    return objects(day, below).size();
  }

  private static long bytes(DayFixture day, Location below) {
    return objects(day, below).stream().mapToLong(ObjectInfo::size).sum();
  }
}
