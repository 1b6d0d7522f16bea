package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.DataException;
import io.tributary.core.store.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks each promise on storage, and sees whether verify says so. */
class VerifyCommandTest {
  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private DayFixture day;

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void passesADayThatKeepsThePromises() throws IOException {
    merged();

    assertThat(failures(false)).isEmpty();
    assertThat(failures(true)).isEmpty();
    assertThat(lines)
        .contains(
            "ok    booking: 4 records accounted for", "ok    room_rate: 9 records accounted for");
  }

  @Test
  void endsWithTheCodeOfBadDataAndOneLine() throws IOException {
    merged();
    day.store.delete(day.layout.csv("booking"));
    day.store.delete(day.layout.csv("room_rate"));

    assertThatThrownBy(() -> new VerifyCommand().perform(day.day()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("overseas-1 2025-03-17 does not pass: 2 failures: booking: ")
        .hasMessageEndingWith("; the log has all")
        .hasMessageNotContaining("\n");
  }

  @Test
  void findsThatTheCsvIsMissing() throws IOException {
    merged();
    day.store.delete(day.layout.csv("booking"));

    assertThat(failures(false)).singleElement().asString().contains("is missing");
  }

  @Test
  void findsATruncatedCsv() throws IOException {
    merged();
    change(day.layout.csv("booking"), text -> text.substring(0, text.length() - 4));

    assertThat(failures(false)).anyMatch(line -> line.contains("the size of booking_2025-03-17"));
  }

  @Test
  void findsAnotherEtag() throws IOException {
    merged();
    change(day.layout.success("booking"), text -> text.replaceAll("\"etag\" : \"", "$0x"));

    assertThat(failures(false)).singleElement().asString().contains("the ETag");
  }

  @Test
  void findsAChangedByteWhenItReadsAll() throws IOException {
    merged();
    change(day.layout.csv("booking"), text -> text.replace("3,c", "3,x"));
    adoptEtag("booking");

    assertThat(failures(false)).as("size and ETag agree").isEmpty();
    assertThat(failures(true)).anyMatch(line -> line.contains("CRC-32C"));
  }

  @Test
  void findsARowThatIsNoRecordWhenItReadsAll() throws IOException {
    merged();
    change(day.layout.csv("booking"), text -> text.replace("3,c", "3;c"));
    adoptEtag("booking");

    assertThat(failures(true)).anyMatch(line -> line.contains("row 2 of the CSV"));
  }

  @Test
  void findsAChangedQuarantineFile() throws IOException {
    merged();
    Location quarantine = day.layout.quarantine("booking");
    change(quarantine, text -> text.replace("a.tar.gz,", "b.tar.gz,"));

    assertThat(failures(false)).isEmpty();
    assertThat(failures(true))
        .anyMatch(line -> line.contains("CRC-32C"))
        .anyMatch(line -> line.contains("quarantined rows of a.tar.gz is 0 instead of 1"));

    day.store.delete(quarantine);
    assertThat(failures(false)).singleElement().asString().contains("is missing");
  }

  @Test
  void findsChangedMetadataAndLineage() throws IOException {
    merged();
    change(day.layout.metadata("booking"), text -> text + " ");
    day.put(day.layout.lineage("booking"), FixtureArchive.gzip(""));

    assertThat(failures(false))
        .anyMatch(line -> line.contains("SHA-256 of table_metadata.json"))
        .anyMatch(line -> line.contains("SHA-256 of _lineage.jsonl.gz"));
  }

  @Test
  void findsThatASegmentWasLost() throws IOException {
    merged();
    String segment =
        Json.read(day.store, day.layout.manifest("b.tar.gz"), ArchiveManifest.class)
            .segments()
            .get(0)
            .path();
    day.store.delete(day.layout.day().child(segment));
    String lost = "b.tar.gz: segment " + segment + " is missing, and clean did not remove it";

    assertThat(failures(false)).isEmpty();
    assertThat(failures(true)).singleElement().asString().startsWith(lost);
    // What was removed before the archive was extracted, or is something else, does not tell.
    Optional<CleanedDay.Removal> none = Optional.empty();
    Optional<CleanedDay.Removal> before = removal(Duration.ofDays(-1));
    Optional<CleanedDay.Removal> after = removal(Duration.ofDays(1));
    day.cleaned(before, after, before);
    assertThat(failures(true)).singleElement().asString().startsWith(lost);
    day.cleaned(after, none, none);
    assertThat(failures(true)).isEmpty();
    assertThat(lines).anyMatch(line -> line.startsWith("note  1 segment is not kept any more"));
    day.cleaned(none, none, after);
    assertThat(failures(true)).isEmpty();
  }

  @Test
  void findsAnArchiveWithoutManifest() throws IOException {
    merged();
    day.store.delete(day.layout.manifest("b.tar.gz"));

    assertThat(failures(false))
        .anyMatch(line -> line.startsWith("b.tar.gz: not extracted"))
        .anyMatch(line -> line.startsWith("booking: published from an older delivery"));
  }

  @Test
  void findsATableThatNobodyPublished() throws IOException {
    merged();
    day.store.delete(day.layout.success("booking"));

    assertThat(failures(false)).containsExactly("booking: delivered, but not published; merge it");
  }

  @Test
  void failsATableThatARuleHoldsBackWhateverLiesThere() throws IOException {
    merged();
    day.hold("booking");

    assertThat(failures(false))
        .containsExactly(
            "booking: held back by a rule, not published: no-orphans: 7 rows name no hotel");
  }

  @Test
  void letsTablesBeThatNobodySelected() throws IOException {
    merged();
    day.archive("c.tar.gz", member("booking", 3, "id,guest", "9,z"), member("tax", 1, "id", "1"))
        .freeze()
        .extract();

    assertThat(failures(false)).hasSize(2);
    assertThat(new DayVerifier(day.day(), Set.of("room_rate"), lines::add).verify(false)).isEmpty();
    assertThat(lines).anyMatch(line -> line.startsWith("note  tax: not published"));
  }

  @Test
  void findsWhatATableHasLeftOfAnOlderDelivery() throws IOException {
    merged();
    day.archive("b.tar.gz", member("booking", 2, "id,guest", "4,d")).freeze().extract();

    assertThat(failures(false))
        .containsExactly(
            "booking: published from an older delivery; merge it again",
            "room_rate: published from an older delivery; merge it again");
  }

  @Test
  void toleratesWhatThePartnerFileTolerates() throws IOException {
    day = new DayFixture(folder, "tolerate: {refused-archives: 1, missing-archives: 50%}");
    day.archive("a.tar.gz", member("booking", 1, "id", "1"))
        .refused("x.tar.gz", "crc-mismatch")
        .missing("y.tar.gz")
        .merged();
    assertThat(failures(false)).isEmpty();

    day.refused("z.tar.gz", "truncated").freeze().extract();
    assertThat(failures(false))
        .containsExactly(
            "delivery: 2 archives refused, tolerated: at most 1:"
                + " x.tar.gz (crc-mismatch); z.tar.gz (truncated)");
  }

  @Test
  void failsADayWithoutSourceList() throws IOException {
    day = new DayFixture(folder);

    assertThat(failures(false)).singleElement().asString().startsWith("sources: ");
  }

  @Test
  void findsARecordThatMergeLostAndDidNotMiss() throws IOException {
    merged();
    metadata("booking", counts -> with(counts, counts.delivered() - 1, counts.merged() - 1, 0, 0));
    marker("booking", 2);

    assertThat(failures(false))
        .anyMatch(line -> line.contains("4 records in the manifests, but 3 delivered"));
  }

  @Test
  void findsAnEquationThatDoesNotHold() throws IOException {
    merged();
    metadata("booking", counts -> with(counts, counts.delivered(), counts.merged() - 1, 0, 0));

    assertThat(failures(false))
        .anyMatch(line -> line.contains("4 delivered records, but 3 merged + quarantined"));
  }

  @Test
  void findsRecordsThatNoRuleMayDrop() throws IOException {
    merged();
    metadata("booking", counts -> with(counts, counts.delivered(), counts.merged() - 1, 1, 0));
    marker("booking", 2);

    assertThat(failures(false)).anyMatch(line -> line.contains("no rule of the partner file"));
  }

  @Test
  void findsMembersThatWereLeftOutAsRepeatedAndWereNot() throws IOException {
    merged();
    metadata("booking", counts -> with(counts, counts.delivered() - 1, counts.merged() - 1, 0, 1));
    marker("booking", 2);

    assertThat(failures(false))
        .anyMatch(line -> line.contains("the records of repeated members is 1 instead of 0"));
  }

  @Test
  void findsALedgerThatAccountsForLessThanTheManifest() throws IOException {
    merged();
    Location manifest = day.layout.manifest("b.tar.gz");
    change(manifest, text -> text.replaceFirst("\"records\" : 1,", "\"records\" : 2,"));

    assertThat(failures(false)).isNotEmpty();
  }

  @Test
  void failsATableWithACriticalFinding() throws IOException {
    merged();
    change(
        day.layout.metadata("booking"),
        text -> text.replaceFirst("\"severity\" : \"[a-z]+\"", "\"severity\" : \"critical\""));
    adoptMetadata("booking");

    assertThat(failures(false)).singleElement().asString().contains("booking: critical: ");
  }

  @Test
  void countsRepeatedMembersInAnyNumberOfPasses() throws IOException {
    merged();
    DeliveredTables delivered = new DeliveredTables();
    var archives = Json.read(day.store, day.layout.sources(), SourceList.class).archives();
    new ManifestReader(day.day()).forEach(archives, delivered::accept);
    var shares = delivered.archives("room_rate");

    for (long members : new long[] {1, 2, 100}) {
      assertThat(RepeatedMembers.count(day.day(), shares, members))
          .isEqualTo(new RepeatedMembers(1, 3));
    }
  }

  /** Two archives, a malformed record, quoted line breaks, and a member that came twice. */
  private void merged() throws IOException {
    day = new DayFixture(folder);
    FixtureMember twice = member("room_rate", 1, "hotel,price", "h1,10", "h2,20", "h3,30");
    day.archive(
            "a.tar.gz", member("booking", 1, "id,guest", "1,\"a\n\"\"b\"\"\"", "2", "3,c"), twice)
        .archive(
            "b.tar.gz",
            member("booking", 2, "id,guest", "4,d"),
            twice,
            member("room_rate", 2, "price,hotel,tax", "1,\"h,\"\"4\",2"),
            member("room_rate", 3, "hotel,price", "h5,1", "h6,2"))
        .merged();
  }

  private static Optional<CleanedDay.Removal> removal(Duration fromNow) {
    return Optional.of(new CleanedDay.Removal(Instant.now().plus(fromNow), 1, 1));
  }

  private List<String> failures(boolean deep) {
    lines.clear();
    return new DayVerifier(day.day(), Set.of(), lines::add).verify(deep);
  }

  private void change(Location location, UnaryOperator<String> change) {
    String before = day.text(location);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    day.put(location, after);
  }

  private void adoptEtag(String table) {
    String etag = day.store.head(day.layout.csv(table)).orElseThrow().etag();
    change(
        day.layout.success(table),
        text -> text.replaceAll("\"etag\" : \"[^\"]*\"", "\"etag\" : \"" + etag + "\""));
  }

  private void adoptMetadata(String table) {
    String sha256 = Digests.sha256(day.bytes(day.layout.metadata(table)));
    change(
        day.layout.success(table),
        text -> text.replaceAll("(\"metadataSha256\" : \")[0-9a-f]+", "$1" + sha256));
  }

  private void metadata(String table, UnaryOperator<TableMetadata.Counts> change) {
    TableMetadata metadata = Json.read(day.store, day.layout.metadata(table), TableMetadata.class);
    day.put(
        day.layout.metadata(table),
        Json.bytes(
            new TableMetadata(
                metadata.version(),
                metadata.partner(),
                metadata.table(),
                metadata.date(),
                metadata.rows(),
                change.apply(metadata.counts()),
                metadata.columns(),
                metadata.drift(),
                metadata.checks(),
                metadata.quality())));
    adoptMetadata(table);
  }

  private void marker(String table, long rows) {
    PublicationMarker marker =
        Json.read(day.store, day.layout.success(table), PublicationMarker.class);
    change(
        day.layout.success(table),
        text -> text.replace("\"rows\" : " + marker.rows(), "\"rows\" : " + rows));
  }

  private static TableMetadata.Counts with(
      TableMetadata.Counts counts,
      long delivered,
      long merged,
      long dropped,
      long repeatedRecords) {
    return new TableMetadata.Counts(
        counts.archives(),
        counts.members(),
        delivered,
        merged,
        counts.quarantined(),
        dropped,
        counts.duplicates(),
        counts.collisions(),
        counts.repeatedMembers(),
        repeatedRecords,
        counts.conflictingMembers());
  }
}
