package io.tributary.cli;

import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.DeliveryBuilder;
import io.tributary.core.fixture.TarFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A random delivery of one day, made together with what must come of it. The expectation is built
 * from what is put in, never by parsing, so that it shares nothing with the code under test.
 *
 * @param archives in the order of their making
 */
record RandomDelivery(List<Archive> archives) {
  static final String DATE = "20250317";
  private static final List<TarFormat> FORMATS = List.of(TarFormat.values());

  /**
   * One archive.
   *
   * @param entries in their order
   * @param gzipMembers how many gzip members its bytes are cut into
   * @param cut whether its second half is missing, so that it is refused
   * @param resent whether the same bytes come again under a later name
   */
  record Archive(
      String name,
      TarFormat format,
      List<Entry> entries,
      int gzipMembers,
      boolean cut,
      boolean resent) {
    byte[] bytes() {
      ArchiveBuilder archive = ArchiveBuilder.of(format);
      for (Entry entry : entries) {
        if (entry.member().isPresent()) {
          archive.member(entry.name(), entry.member().get().bytes());
        } else if (entry.name().endsWith("/")) {
          archive.directory(entry.name());
        } else {
          archive.member(entry.name(), "not data");
        }
      }
      // One entry at least: an archive without any is refused.
      archive.member("._marker" + name, "ignored");
      if (gzipMembers > 1) {
        archive.gzipMembers(gzipMembers);
      }
      byte[] bytes = archive.build();
      return cut ? Arrays.copyOf(bytes, bytes.length / 2) : bytes;
    }

    List<RandomMember> members() {
      return cut ? List.of() : entries.stream().flatMap(entry -> entry.member().stream()).toList();
    }

    private Archive with(List<Entry> fewer) {
      return new Archive(name, format, fewer, gzipMembers, cut, resent);
    }
  }

  /** A member, or a directory or a file that is none. */
  record Entry(String name, Optional<RandomMember> member) {
    @Override
    public String toString() {
      return member
          .map(it -> name + " " + new String(it.bytes(), StandardCharsets.ISO_8859_1))
          .orElse(name);
    }
  }

  static RandomDelivery of(long seed) {
    Random random = new Random(seed);
    List<Archive> archives = new ArrayList<>();
    List<RandomMember> sent = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int wanted = 1 + random.nextInt(6);
    while (archives.size() < wanted) {
      String name = String.format("batch-%03d.tar.gz", random.nextInt(1000));
      if (names.add(name)) {
        Archive archive = archive(random, name, sent);
        sent.addAll(archive.members());
        archives.add(archive);
      }
    }
    return new RandomDelivery(archives);
  }

  /** Deliveries with a little less in them: what fails with one of these is easier to see. */
  List<RandomDelivery> smaller() {
    List<RandomDelivery> smaller = new ArrayList<>();
    for (int i = 0; i < archives.size(); i++) {
      Archive archive = archives.get(i);
      if (archives.size() > 1) {
        List<Archive> fewer = new ArrayList<>(archives);
        fewer.remove(i);
        smaller.add(new RandomDelivery(fewer));
      }
      for (int entry = 0; entry < archive.entries().size(); entry++) {
        List<Entry> fewer = new ArrayList<>(archive.entries());
        fewer.remove(entry);
        smaller.add(replaced(i, archive.with(fewer)));
      }
      Archive plain =
          new Archive(archive.name(), FORMATS.get(0), archive.entries(), 1, false, false);
      if (!plain.equals(archive)) {
        smaller.add(replaced(i, plain));
      }
    }
    return smaller;
  }

  private RandomDelivery replaced(int place, Archive archive) {
    List<Archive> changed = new ArrayList<>(archives);
    changed.set(place, archive);
    return new RandomDelivery(changed);
  }

  /** Writes it as if it had come hours ago: nothing is left to settle. */
  void writeTo(Path folder) throws IOException {
    DeliveryBuilder delivery = DeliveryBuilder.delivery().marker(DeliveryBuilder.Marker.SHA256SUM);
    for (Archive archive : archives) {
      delivery.archive(archive.name(), archive.bytes());
      if (archive.resent()) {
        delivery.archive(archive.name().replace(".tar.gz", "_resent.tar.gz"), archive.bytes());
      }
    }
    delivery.writeTo(folder);
    Instant hoursAgo = Instant.now().minus(Duration.ofHours(3));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        boolean marker = file.getFileName().toString().equals("_COMPLETE");
        Instant time = marker ? hoursAgo.plus(Duration.ofHours(1)) : hoursAgo;
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }

  long listed() {
    return archives.size() + duplicates();
  }

  long refused() {
    return archives.stream().filter(Archive::cut).count();
  }

  long duplicates() {
    return archives.stream().filter(Archive::resent).count();
  }

  /** What must come of it: of equal archives the first counts, in byte order of the names. */
  RandomModel model() {
    return RandomModel.of(
        archives.stream()
            .sorted(Comparator.comparing(Archive::name)) // ASCII here
            .flatMap(archive -> archive.members().stream())
            .filter(member -> !member.refused())
            .toList());
  }

  private static Archive archive(Random random, String name, List<RandomMember> sent) {
    TarFormat format = FORMATS.get(random.nextInt(FORMATS.size()));
    List<Entry> entries = new ArrayList<>();
    List<RandomMember> earlier = new ArrayList<>(sent);
    int count = random.nextInt(9);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(8) == 0) {
        entries.add(new Entry("folder" + i + "/", Optional.empty()));
      } else if (random.nextInt(8) == 0) {
        entries.add(new Entry("README-" + i + ".txt", Optional.empty()));
      } else {
        RandomMember member = nextMember(random, earlier);
        earlier.add(member);
        entries.add(new Entry(member.name(), Optional.of(member)));
      }
    }
    int gzipMembers = random.nextInt(4) == 0 ? 2 + random.nextInt(3) : 1;
    boolean cut = random.nextInt(10) == 0;
    return new Archive(name, format, entries, gzipMembers, cut, !cut && random.nextInt(5) == 0);
  }

  /** A new member, or one that was sent before again: as it was, or its name with other bytes. */
  private static RandomMember nextMember(Random random, List<RandomMember> sent) {
    if (!sent.isEmpty() && random.nextInt(10) == 0) {
      RandomMember earlier = sent.get(random.nextInt(sent.size()));
      return random.nextBoolean() ? earlier : RandomMember.next(random, earlier.name());
    }
    String table = RandomMember.TABLES.get(random.nextInt(RandomMember.TABLES.size()));
    return RandomMember.next(random, table + "_" + DATE + "_" + random.nextInt(1 << 20) + ".csv");
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
