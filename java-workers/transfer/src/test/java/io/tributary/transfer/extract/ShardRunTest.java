package io.tributary.transfer.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.MemberCounts;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.SourceList.Archive;
import io.tributary.core.error.DataException;
import io.tributary.core.error.PermissionException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.DeliveryBuilder;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.transfer.inflate.Inflation;
import io.tributary.transfer.source.UnreadableFileException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardRunTest {
  private static final String RATES = "room_rate_20250317_1.csv";

  @TempDir Path root;
  private ExtractionDay day;

  @BeforeEach
  void open() {
    day = new ExtractionDay(root);
  }

  @Test
  void packsMembersByTableAndHeader() {
    day.archive(
        "a.tar.gz",
        ArchiveBuilder.gnu()
            .directory("day/")
            .member("day/" + RATES, "a,b\n1,2\n3,4\n")
            .member("booking_20250317_1.csv", "id\n7\n\n8")
            .member("room_rate_20250317_2.csv", "a,b\r\n5,6")
            .member("room_rate_20250317_3.csv", "b,a\n7,8\n")
            .member("room_rate_20250317_4.csv", "")
            .member("room_rate_20250317_5.csv", "a,b\n"));
    day.run();

    ArchiveManifest manifest = day.manifest("a.tar.gz");
    assertThat(manifest.extracted()).isTrue();
    assertThat(manifest.members()).isEqualTo(new MemberCounts(6, 1, 0));
    assertThat(manifest.ignoredMembers()).containsExactly("day/");
    assertThat(manifest.tables())
        .extracting(TableEntry::table, TableEntry::members, TableEntry::records)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("booking", 1L, 3L),
            org.assertj.core.groups.Tuple.tuple("room_rate", 5L, 4L));
    List<Segment> segments = manifest.segments();
    assertThat(segments).hasSize(3);
    assertThat(day.object(segments.get(0).path()))
        .asString(UTF_8)
        .isEqualTo("a,b\n1,2\n3,4\n5,6\n");
    assertThat(day.object(segments.get(1).path())).asString(UTF_8).isEqualTo("id\n7\n\n8\n");
    assertThat(day.object(segments.get(2).path())).asString(UTF_8).isEqualTo("b,a\n7,8\n");
    for (Segment segment : segments) {
      byte[] bytes = day.object(segment.path());
      assertThat(segment.bytes()).isEqualTo(bytes.length);
      assertThat(segment.crc32c()).isEqualTo(ExtractionDay.crc32c(bytes));
    }
    List<LedgerEntry> ledger = day.ledger("a.tar.gz", "room_rate");
    assertThat(ledger)
        .extracting(LedgerEntry::place, LedgerEntry::segment, LedgerEntry::records)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, 0, 2L),
            org.assertj.core.groups.Tuple.tuple(3L, 0, 1L),
            org.assertj.core.groups.Tuple.tuple(4L, 2, 1L),
            org.assertj.core.groups.Tuple.tuple(5L, LedgerEntry.NO_SEGMENT, 0L),
            org.assertj.core.groups.Tuple.tuple(6L, 0, 0L));
    assertThat(day.records("a.tar.gz", ledger.get(1))).asString(UTF_8).isEqualTo("5,6");
    assertThat(ledger.get(1).sha256())
        .isEqualTo(DeliveryBuilder.sha256("a,b\r\n5,6".getBytes(UTF_8)));
  }

  @Test
  void sameNameTwiceIsKeptAndSaid() {
    ArchiveBuilder archive = ArchiveBuilder.gnu().member(RATES, "a\n1\n").member(RATES, "a\n2\n");
    day.archive("a.tar.gz", archive.member("booking_20250317_1.csv", "a\n1\n"));
    day.run();
    assertThat(day.ledger("a.tar.gz", "room_rate")).hasSize(2);
    assertThat(day.manifest("a.tar.gz").tables())
        .extracting(TableEntry::repeatedNames)
        .containsExactly(false, true);
  }

  @Test
  void badMembersCostThemselves() {
    day.archive(
        "a.tar.gz",
        ArchiveBuilder.gnu()
            .member("room_rate_20250316_1.csv", "a\n1\n")
            .member("room rate_20250317_1.csv", "a\n1\n")
            .member("room_rate_20250317_1.csv", "a,,b\n1\n")
            .member("room_rate_20250317_2.csv", "a,A\n1\n")
            .member("room_rate_20250317_3.csv", "\"a\nb\n" + "x\n".repeat(300_000))
            .member("README.txt", "hello")
            .member("._room_rate_20250317_1.csv", "mac")
            .member("room_rate_20250317_4.csv", "a,b\n1,2\n"));
    day.run();
    ArchiveManifest manifest = day.manifest("a.tar.gz");
    assertThat(manifest.refusedMembers())
        .extracting(refusal -> refusal.reason())
        .containsExactly(
            "wrong-date",
            "unsafe-table-name",
            "blank-column",
            "duplicate-column",
            "malformed-header");
    assertThat(manifest.ignoredMembers())
        .containsExactly("README.txt", "._room_rate_20250317_1.csv");
    assertThat(manifest.members()).isEqualTo(new MemberCounts(1, 2, 5));
  }

  @Test
  void nothingOfARefusedArchiveStays() {
    byte[] whole = big().build();
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 20);
    ExtractionDay small = new ExtractionDay(root, "extract: {memory: 16MB}");
    small.archive("a.tar.gz", cut).run();
    assertThat(small.reason("a.tar.gz")).isEqualTo("truncated");
    assertThat(small.objects()).containsOnlyKeys("manifests/a.tar.gz.json");
    assertThat(small.day().store().pendingUploads(small.day().layout().day())).isEmpty();
    assertThat(small.day().numbers().snapshot()).doesNotContainKey("archives");
  }

  @Test
  void checksWhatTheMarkerLists() {
    byte[] bytes = ArchiveBuilder.gnu().member(RATES, "a\n1\n").build();
    String right = DeliveryBuilder.sha256(bytes);
    day.archive("hash.tar.gz", bytes).listed(entry("hash.tar.gz", bytes, "0".repeat(64), null));
    day.archive("size.tar.gz", bytes).listed(entry("size.tar.gz", bytes, right, 5L));
    day.archive("grown.tar.gz", bytes)
        .listed(
            new Archive(
                "grown.tar.gz", 5, java.time.Instant.EPOCH, Optional.empty(), Optional.empty()));
    day.archive("good.tar.gz", bytes)
        .listed(entry("good.tar.gz", bytes, right, (long) bytes.length));
    assertThat(day.run()).contains("1 archives extracted").contains("3 refused");
    assertThat(day.reason("hash.tar.gz")).isEqualTo("checksum-mismatch");
    assertThat(day.reason("size.tar.gz")).isEqualTo("size-mismatch");
    assertThat(day.reason("grown.tar.gz")).isEqualTo("changed-since-frozen");
    assertThat(day.manifest("good.tar.gz").sha256()).contains(right);
  }

  @Test
  void skipsWhatIsDoneAndReplacesWhatChanged() {
    day.archive("a.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    day.run();
    var before = day.objects();
    assertThat(day.run()).contains("0 archives extracted, 1 were done already");
    assertThat(day.objects().keySet()).isEqualTo(before.keySet());

    day.archive("a.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n2\n"));
    day.run();
    assertThat(day.objects()).hasSameSizeAs(before);
    assertThat(day.manifest("a.tar.gz").tables().get(0).records()).isEqualTo(2);
  }

  @Test
  void aTemporaryFailureLeavesTheOthersAlone() {
    day.archive("a.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    day.archive("b.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    MemorySource broken =
        failing(Set.of("a.tar.gz"), name -> new TemporaryException("sftp://host is away"));
    assertThatThrownBy(() -> day.run(broken))
        .isInstanceOf(TemporaryException.class)
        .hasMessageContaining("a.tar.gz")
        .hasMessageContaining("sftp://host is away");
    assertThat(day.objects()).containsKey("manifests/b.tar.gz.json");
    assertThat(day.objects()).doesNotContainKey("manifests/a.tar.gz.json");
    day.run();
    assertThat(day.manifest("a.tar.gz").extracted()).isTrue();
  }

  @Test
  void anArchiveThatCannotBeReadIsRefusedAndLookedAtAgain() {
    day.archive("a.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    day.archive("b.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    MemorySource denying =
        failing(
            Set.of("a.tar.gz"), name -> new UnreadableFileException("sftp://host/" + name, null));
    day.run(denying);
    assertThat(day.reason("a.tar.gz")).isEqualTo("unreadable");
    assertThat(day.manifest("b.tar.gz").extracted()).isTrue();
    day.run();
    assertThat(day.manifest("a.tar.gz").extracted()).isTrue();
  }

  @Test
  void anAccountThatMayReadNothingAtAllIsRefused() {
    day.archive("a.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    day.archive("b.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n2\n"));
    MemorySource denying =
        failing(
            Set.of("a.tar.gz", "b.tar.gz"),
            name -> new UnreadableFileException("sftp://host/" + name, null));
    assertThatThrownBy(() -> day.run(denying))
        .isInstanceOf(PermissionException.class)
        .hasMessageContaining("none of 2 archives");
    day.run();
    assertThat(day.manifest("a.tar.gz").extracted()).isTrue();
  }

  @Test
  void whatWasExtractedIsNotLostToLimitsThatCameLater() {
    ArchiveBuilder archive = ArchiveBuilder.gnu().member(RATES, "a\n" + "1\n".repeat(2000));
    day.archive("a.tar.gz", archive);
    day.run();
    ArchiveManifest manifest = day.manifest("a.tar.gz");
    manifest
        .segments()
        .forEach(gone -> day.day().store().delete(day.day().layout().day().child(gone.path())));

    ExtractionDay lowered = new ExtractionDay(root, "limits: {member-size: 1KB}");
    lowered.archive("a.tar.gz", archive);
    lowered.run();
    assertThat(lowered.manifest("a.tar.gz")).isEqualTo(manifest);
    assertThatThrownBy(
            () ->
                new ShardRun(lowered.day(), lowered.source(), Inflation.JDK, lowered.list())
                    .again(true)
                    .run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("member-too-large");
    assertThat(lowered.manifest("a.tar.gz")).isEqualTo(manifest);
  }

  @Test
  void onlyTheLimitThatRefusedAnArchiveDecidesOfItAgain() {
    ArchiveBuilder archive = ArchiveBuilder.gnu().member(RATES, "a\n" + "1\n".repeat(2000));
    day = new ExtractionDay(root, "limits: {member-size: 1KB}");
    day.archive("a.tar.gz", archive);
    day.run();
    assertThat(day.reason("a.tar.gz")).isEqualTo("member-too-large");
    String key = day.manifest("a.tar.gz").key();

    day = new ExtractionDay(root, "limits: {member-size: 1KB, record-bytes: 1MB, ratio: 300}");
    day.archive("a.tar.gz", archive);
    assertThat(day.run()).contains("1 were done already");
    assertThat(day.manifest("a.tar.gz").key()).isEqualTo(key);

    day = new ExtractionDay(root, "limits: {member-size: 1MB}");
    day.archive("a.tar.gz", archive);
    day.run();
    assertThat(day.manifest("a.tar.gz").extracted()).isTrue();
  }

  @Test
  void anArchiveWhoseNameForgesLogLinesIsRefused() {
    String name = "a\n03:00:00.000 INFO  all is well.tar.gz";
    day.archive(name, ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    day.run();
    assertThat(day.reason(name)).isEqualTo("unsafe-name");
  }

  @Test
  void aBugCostsItsArchive() {
    day.archive("a.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    day.archive("b.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    MemorySource buggy =
        new MemorySource(day.archives(), 1000) {
          @Override
          public InputStream open(Entry seen) {
            if (seen.name().equals("a.tar.gz")) {
              throw new IllegalStateException("a bug");
            }
            return super.open(seen);
          }
        };
    assertThatThrownBy(() -> day.run(buggy))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a bug");
    assertThat(day.objects()).containsKey("manifests/b.tar.gz.json");
    assertThat(day.objects()).doesNotContainKey("manifests/a.tar.gz.json");
  }

  @Test
  void anArchiveThatWasChangingIsLookedAtAgain() {
    byte[] whole = ArchiveBuilder.gnu().member(RATES, "a\n1\n").build();
    day.archive("a.tar.gz", whole);
    day.archives().put("a.tar.gz", java.util.Arrays.copyOf(whole, whole.length - 8));
    day.run();
    assertThat(day.reason("a.tar.gz")).isEqualTo("changed-since-frozen");
    byte[] refused = day.object("manifests/a.tar.gz.json");
    day.run();
    assertThat(day.object("manifests/a.tar.gz.json")).isEqualTo(refused);

    day.archives().put("a.tar.gz", whole);
    day.run();
    assertThat(day.manifest("a.tar.gz").extracted()).isTrue();
  }

  @Test
  void anUnreadableManifestIsMadeAgain() {
    day.archive("a.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    day.run();
    var before = day.manifest("a.tar.gz");
    day.day()
        .store()
        .write(
            day.day().layout().manifest("a.tar.gz"),
            Payload.of("{\"version\""),
            WriteCondition.none());
    day.run();
    assertThat(day.manifest("a.tar.gz")).isEqualTo(before);
  }

  @Test
  void otherEncodingsAndDialects() {
    ExtractionDay korean =
        new ExtractionDay(
            root,
            """
            csv: {encoding: euc-kr}
            tables:
              booking: {csv: {delimiter: ";", encoding: utf-16}}
            """);
    Charset eucKr = Charset.forName("EUC-KR");
    korean.archive(
        "a.tar.gz",
        ArchiveBuilder.gnu()
            .member(RATES, "호텔,요금\n서울,1\n".getBytes(eucKr))
            .member(
                "booking_20250317_1.csv", "이름;값\r\n가;나\r\n".getBytes(Charset.forName("UTF-16"))));
    korean.run();
    List<Segment> segments = korean.manifest("a.tar.gz").segments();
    assertThat(segments.get(0).columns()).containsExactly("호텔", "요금");
    assertThat(segments.get(0).dialect().encoding()).isEqualTo("utf-8");
    assertThat(korean.object(segments.get(0).path())).asString(UTF_8).isEqualTo("호텔,요금\n서울,1\n");
    assertThat(korean.object(segments.get(1).path())).asString(UTF_8).isEqualTo("이름;값\n가;나\r\n");
    assertThat(segments.get(1).dialect().delimiter()).isEqualTo(';');
  }

  @Test
  void uploadsOfAKilledAttemptAreGivenUp() {
    var layout = day.day().layout();
    day.day().store().begin(layout.segments("room_rate", "a.tar.gz").child("0000-1.csv"));
    day.day().store().begin(layout.segments("room_rate", "other.tar.gz").child("0000-1.csv"));
    day.archive("a.tar.gz", ArchiveBuilder.gnu().member(RATES, "a\n1\n"));
    day.run();
    assertThat(day.day().store().pendingUploads(layout.day())).hasSize(1);
  }

  private static ArchiveBuilder big() {
    String rows = "0123456789,abcdefghij\n".repeat(50_000);
    ArchiveBuilder archive = ArchiveBuilder.gnu();
    for (int i = 0; i < 40; i++) {
      archive.member("room_rate_20250317_" + i + ".csv", "a,b\n" + rows);
    }
    return archive.member("booking_20250317_1.csv", "a,b\n" + rows.repeat(20));
  }

  private static Archive entry(String name, byte[] bytes, String sha256, Long size) {
    return new Archive(
        name,
        bytes.length,
        java.time.Instant.EPOCH,
        Optional.of(sha256),
        Optional.ofNullable(size));
  }

  /** The day's archives, of which some cannot be opened. */
  private MemorySource failing(Set<String> archives, Function<String, RuntimeException> failure) {
    return new MemorySource(day.archives(), 1000) {
      @Override
      public InputStream open(Entry seen) {
        if (archives.contains(seen.name())) {
          throw failure.apply(seen.name());
        }
        return super.open(seen);
      }
    };
  }
}
