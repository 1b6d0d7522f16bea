package io.tributary.embedded.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.embedded.sample.MemberStyle.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One day's delivery: a function of the options and the date alone. */
final class SampleDay {
  private static final byte[] READ_ME =
      "Nightly export. Questions: data@partner.example\n".getBytes(UTF_8);
  private static final byte[] APPLE_DOUBLE = {0, 5, 22, 7, 0, 2, 0, 0};

  private final Path directory;
  private final LocalDate date;
  private final Random random;
  private final DayPlan plan;
  private final boolean oddDay;
  private final DayFigures figures;
  private final Map<String, RowSupply> supplies = new HashMap<>();
  private final StringBuilder marker = new StringBuilder();
  private final Map<Integer, SampleMember> firstMembers = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private boolean unterminated;
  private Instant modified;

  SampleDay(Path directory, LocalDate date, long seed, int archives, int members) {
    this.directory = directory;
    this.date = date;
    this.random = new Random(seed * 1_000_003 + date.toEpochDay());
    List<SampleTable> tables = SampleTable.all();
    this.plan = DayPlan.of(tables, archives, members, random);
    this.oddDay = date.toEpochDay() % 2 != 0;
    this.figures = new DayFigures(date);
    Values values = new Values(random, date);
    for (SampleTable table : tables) {
      supplies.put(table.name(), new RowSupply(table, values, random));
    }
    // Before midnight in Seoul, so that yesterday's delivery is never from the future.
    this.modified = date.atTime(LocalTime.of(13, 0)).toInstant(ZoneOffset.UTC);
  }

  /** Writes the delivery, the marker last. */
  DayFigures write() throws IOException {
    Files.createDirectories(directory);
    store("README.txt", READ_ME);
    byte[] resent = null;
    for (int i = 0; i < plan.archives().size(); i++) {
      byte[] archive = archive(i);
      if (i == plan.resent()) {
        resent = archive;
      }
      String name = String.format("batch-%05d.tar.gz", i + 1);
      deliver(name, i == plan.corrupt() ? corrupted(name, archive) : archive);
    }
    String again = String.format("resend-%05d.tar.gz", plan.resent() + 1);
    deliver(again, resent);
    figures.duplicate(again);
    store("_COMPLETE", marker.toString().getBytes(UTF_8));
    return figures;
  }

  private byte[] archive(int number) throws IOException {
    ArchiveWriter archive = new ArchiveWriter(number, modified);
    // As "tar -C export ." leaves it.
    String folder = number % 10 == 9 ? "./" : "";
    if (!folder.isEmpty()) {
      archive.directory(folder);
      ignored(number);
    }
    for (SampleMember member : members(number)) {
      archive.file(folder + member.name(), member.bytes());
    }
    if (number % 10 == 3) {
      archive.file("README.txt", READ_ME);
      ignored(number);
    }
    if (number % 7 == 5) {
      archive.file("._" + firstMembers.get(number).name(), APPLE_DOUBLE);
      ignored(number);
    }
    return archive.gzip(number % 8 == 6 ? 3 : 1);
  }

  private List<SampleMember> members(int number) {
    List<SampleMember> members = new ArrayList<>();
    List<SampleTable> tables = plan.archives().get(number);
    for (int i = 0; i < tables.size(); i++) {
      SampleMember member =
          member(
              tables.get(i),
              memberName(tables.get(i), number, i),
              style(number, i, tables.get(i)),
              number);
      firstMembers.putIfAbsent(number, member);
      members.add(member);
    }
    if (number == plan.nameAgain()) {
      SampleMember first = firstMembers.get(plan.name());
      SampleTable table = plan.archives().get(plan.name()).get(0);
      members.add(member(table, first.name(), MemberStyle.any(random), number));
    }
    if (plan.counts(number)) {
      members.forEach(figures::member);
    }
    if (number == plan.memberAgain()) {
      members.add(firstMembers.get(plan.member()));
      figures.duplicateMember();
    }
    return members;
  }

  private SampleMember member(SampleTable table, String name, MemberStyle style, int archive) {
    // The first header of a table gives the product its order: that one is as documented.
    boolean first = plan.counts(archive) && seen.add(table.name());
    SampleHeader header =
        first ? SampleHeader.regular(table, oddDay) : SampleHeader.drifting(table, random, oddDay);
    return new MemberWriter(table, supplies.get(table.name()), header, style)
        .write(name, random, plan.counts(archive));
  }

  private MemberStyle style(int archive, int member, SampleTable table) {
    if (archive == plan.odd() && member < 3) {
      return switch (member) {
        case 0 -> MemberStyle.plain(Content.NOTHING);
        case 1 -> MemberStyle.plain(Content.HEADER_ONLY);
        default -> MemberStyle.carriageReturns();
      };
    }
    // A table without text: a quote further on would end the field that should never end.
    if (!unterminated && plan.counts(archive) && table.name().equals("availability")) {
      unterminated = true;
      return MemberStyle.plain(Content.UNTERMINATED);
    }
    return MemberStyle.any(random);
  }

  private String memberName(SampleTable table, int archive, int member) {
    return String.format(
        "%s_%s_%05d-%02d.csv",
        table.name(), date.format(DateTimeFormatter.BASIC_ISO_DATE), archive + 1, member + 1);
  }

  private byte[] corrupted(String name, byte[] archive) {
    if (oddDay) {
      byte[] broken = archive.clone();
      broken[broken.length - 8] ^= 0x55;
      figures.refused(name, "crc-mismatch");
      return broken;
    }
    figures.refused(name, "truncated");
    return Arrays.copyOf(archive, archive.length * 3 / 5);
  }

  private void ignored(int archive) {
    if (plan.counts(archive)) {
      figures.ignored();
    }
  }

  private void deliver(String name, byte[] bytes) throws IOException {
    figures.archive(bytes.length);
    String hash = HexFormat.of().formatHex(SampleRow.sha256().digest(bytes));
    marker.append(hash).append("  ").append(name).append('\n');
    store(name, bytes);
  }

  private void store(String name, byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve(name), bytes);
    Files.setLastModifiedTime(file, FileTime.from(modified));
    modified = modified.plusSeconds(20);
  }
}
