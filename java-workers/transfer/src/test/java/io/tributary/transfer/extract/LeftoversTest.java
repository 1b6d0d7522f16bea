package io.tributary.transfer.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.RunRecord;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.FaultyStore;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.transfer.inflate.Inflation;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Extraction killed at each change of the storage: the next run leaves nothing behind. */
class LeftoversTest {
  private static final String SMALL_MEMORY = "extract: {memory: 16MB, parallelism: 1}";
  private static final String PACKED =
      "extract: {memory: 16MB, parallelism: 1, segment-compression: zstd}";
  private static final String OTHER_DIALECT = SMALL_MEMORY + "\ncsv: {delimiter: \";\"}";

  private static final byte[] LARGE = large();

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {SMALL_MEMORY, PACKED})
  void aRunBehindAKilledOneLeavesWhatAnUndisturbedOneLeaves(String settings) {
    Map<String, String> expected = undisturbed(settings);
    for (boolean effective : new boolean[] {false, true}) {
      int deaths = 0;
      boolean died = true;
      while (died) {
        deaths++;
        ExtractionDay day = delivered("same-" + deaths + effective, settings);
        died = killed(day, deaths, effective);
        day.run();
        assertThat(listing(day)).as("killed at change %d", deaths).isEqualTo(expected);
      }
      assertThat(deaths).isGreaterThan(8);
    }
  }

  @Test
  void nothingStaysOfAnAttemptWithOtherSettings() {
    Map<String, String> expected = undisturbed(OTHER_DIALECT);
    for (int death = 1; death <= 8; death++) {
      String name = "other-" + death;
      ExtractionDay before = delivered(name, SMALL_MEMORY);
      assertThat(killed(before, death, true)).isTrue();
      ExtractionDay after = delivered(name, OTHER_DIALECT);
      after.run();
      assertThat(listing(after)).as("killed at change %d", death).isEqualTo(expected);
    }
  }

  @Test
  void norOfARunKilledWhileItReplacedAnEarlierOne() {
    Map<String, String> expected = undisturbed(OTHER_DIALECT);
    boolean died = true;
    for (int death = 1; died; death++) {
      String name = "replaced-" + death;
      delivered(name, SMALL_MEMORY).run();
      ExtractionDay after = delivered(name, OTHER_DIALECT);
      died = killed(after, death, true);
      after.run();
      assertThat(listing(after)).as("killed at change %d", death).isEqualTo(expected);
    }
  }

  @Test
  void segmentsOfARunThatGoesOnAreLeftAlone() {
    ExtractionDay slow = delivered("slow", OTHER_DIALECT);
    ExtractionDay fast = delivered("slow", SMALL_MEMORY);
    // The slow run has looked and written; the fast one, disturbed before, ends behind it.
    note(fast.day());
    MemorySource source = beforeOpening(slow, "b.tar.gz", fast::run);
    Throwable failure = catchThrowable(() -> slow.run(source));

    // Of the archive that both had in work one committed; the slow one is told, and tries again.
    assertThat(failure).isInstanceOf(TemporaryException.class).hasMessageContaining("b.tar.gz");
    slow.run();
    assertThat(listing(slow)).isEqualTo(undisturbed(OTHER_DIALECT));
  }

  @Test
  void ofTwoRunsOverOneArchiveTheSecondTakesTheFirstOnesResult() {
    ExtractionDay slow = delivered("twice", SMALL_MEMORY);
    ExtractionDay fast = delivered("twice", SMALL_MEMORY);
    AtomicBoolean once = new AtomicBoolean();
    MemorySource source =
        new MemorySource(slow.archives(), 1 << 20) {
          @Override
          public InputStream open(Entry seen) {
            if (!once.getAndSet(true)) {
              fast.run();
            }
            return super.open(seen);
          }
        };
    slow.run(source);
    assertThat(listing(slow)).isEqualTo(undisturbed(SMALL_MEMORY));
  }

  @Test
  void aRefusalDoesNotTakeTheSegmentsOfARunThatWasFaster() {
    ExtractionDay slow = delivered("refused", SMALL_MEMORY);
    ExtractionDay fast = delivered("refused", SMALL_MEMORY);
    AtomicBoolean once = new AtomicBoolean();
    byte[] whole = slow.archives().get("a.tar.gz");
    byte[] cut = Arrays.copyOf(whole, whole.length - 200);
    MemorySource source =
        new MemorySource(slow.archives(), 1 << 20) {
          @Override
          public InputStream open(Entry seen) {
            if (seen.name().equals("a.tar.gz") && !once.getAndSet(true)) {
              fast.run();
              // As a partner that replaces the file while it is read.
              return new java.io.ByteArrayInputStream(cut);
            }
            return super.open(seen);
          }
        };
    slow.run(source);
    assertThat(listing(slow)).isEqualTo(undisturbed(SMALL_MEMORY));
  }

  @Test
  void whatAnotherRunCommittedMeanwhileStays() {
    ExtractionDay slow = delivered("overtaken", SMALL_MEMORY);
    ExtractionDay fast = delivered("overtaken", OTHER_DIALECT);
    note(fast.day());
    // The slow run has committed this one already when the other begins, and sweeps at its end.
    AtomicBoolean overtaken = new AtomicBoolean();
    MemorySource source =
        beforeOpening(
            slow,
            "c.tar.gz",
            () -> {
              new ShardRun(fast.day(), fast.source(), Inflation.JDK, fast.list().subList(0, 1))
                  .run();
              overtaken.set(true);
            });
    slow.run(source);
    assertThat(overtaken).isTrue();
    assertThat(slow.manifest("a.tar.gz").segments())
        .isNotEmpty()
        .allSatisfy(segment -> assertThat(slow.objects()).containsKey(segment.path()));
  }

  private Map<String, String> undisturbed(String settings) {
    ExtractionDay day = delivered("undisturbed" + settings.hashCode(), settings);
    day.run();
    return listing(day);
  }

  /** A streamed member, several segments, and an archive that is refused after it wrote some. */
  private ExtractionDay delivered(String name, String settings) {
    ExtractionDay day = new ExtractionDay(root.resolve(name), settings);
    return day.archive("a.tar.gz", LARGE)
        .archive("b.tar.gz", small("1"))
        .archive("c.tar.gz", Arrays.copyOf(LARGE, LARGE.length - 200));
  }

  private static byte[] large() {
    String rows = "0123456789,abcdefghij\n".repeat(840_000);
    return ArchiveBuilder.gnu()
        .member("booking_20250317_1.csv", "a,b\n1,2\n")
        .member("room_rate_20250317_1.csv", "a,b\n" + rows)
        .build();
  }

  private static byte[] small(String value) {
    return ArchiveBuilder.gnu().member("booking_20250317_2.csv", "a,b\n" + value + ",2\n").build();
  }

  /** Runs until the storage has been changed so often, and says whether it came to that. */
  private static boolean killed(ExtractionDay of, int death, boolean effective) {
    Day day = of.day();
    ObjectStore dying = new FaultyStore(day.store(), death, effective);
    Day through =
        new Day(
            day.partner(),
            day.date(),
            day.layout(),
            dying,
            day.identity(),
            day.numbers(),
            day.progress());
    note(day);
    return catchThrowable(() -> new ShardRun(through, of.source(), Inflation.JDK, of.list()).run())
        != null;
  }

  /** The record of an attempt that never ended. */
  private static void note(Day day) {
    RunRecord record =
        new RunRecord(
            RunRecord.VERSION,
            "killed",
            "extract",
            0,
            1,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            Map.of());
    Location location = day.layout().runRecord("killed", "extract", 0, 1);
    day.store().write(location, Payload.of(Json.bytes(record)), WriteCondition.none());
  }

  /** All objects and their bytes, and all uploads; but not the records of runs. */
  private static Map<String, String> listing(ExtractionDay day) {
    Map<String, String> listing = new TreeMap<>();
    day.objects()
        .forEach((name, bytes) -> listing.put(name, ExtractionDay.crc32c(bytes) + bytes.length));
    listing.keySet().removeIf(name -> name.startsWith("runs/"));
    Location folder = day.day().layout().day();
    day.day()
        .store()
        .pendingUploads(folder)
        .forEach(
            pending ->
                listing.put(folder.relativize(pending.upload().location()) + " (upload)", ""));
    assertThat(Stream.of("manifests/a.tar.gz.json").allMatch(listing::containsKey)).isTrue();
    return listing;
  }

  /** The day's archives, with something that happens just before one is first opened. */
  private static MemorySource beforeOpening(ExtractionDay day, String archive, Runnable happens) {
    AtomicBoolean once = new AtomicBoolean();
    return new MemorySource(day.archives(), 1 << 20) {
      @Override
      public InputStream open(Entry seen) {
        if (seen.name().equals(archive) && !once.getAndSet(true)) {
          happens.run();
        }
        return super.open(seen);
      }
    };
  }
}
