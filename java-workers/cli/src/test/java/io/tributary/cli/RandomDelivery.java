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
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A random delivery of one day, made together with what must come of it. The expectation is built
 * from what is put in, never by parsing, so that it shares nothing with the code under test.
 */
final class RandomDelivery {
  static final String DATE = "20250317";

  private final Random random;
  private final DeliveryBuilder delivery =
      DeliveryBuilder.delivery().marker(DeliveryBuilder.Marker.SHA256SUM);
  private final List<RandomMember> sent = new ArrayList<>();

  /** What counts of each archive, in byte order of the names: ASCII here. */
  private final TreeMap<String, List<RandomMember>> counted = new TreeMap<>();

  private int archives;
  private int refused;
  private int duplicates;

  RandomDelivery(long seed) {
    random = new Random(seed);
    int wanted = 1 + random.nextInt(6);
    while (archives < wanted) {
      addArchive(String.format("batch-%03d.tar.gz", random.nextInt(1000)));
    }
  }

  /** Writes it as if it had come hours ago: nothing is left to settle. */
  void writeTo(Path folder) throws IOException {
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

  int archives() {
    return archives;
  }

  int refused() {
    return refused;
  }

  int duplicates() {
    return duplicates;
  }

  /** What must come of it. */
  RandomModel model() {
    return RandomModel.of(counted.values().stream().flatMap(List::stream).toList());
  }

  private void addArchive(String name) {
    if (counted.containsKey(name)) {
      return;
    }
    TarFormat[] formats = TarFormat.values();
    ArchiveBuilder archive = ArchiveBuilder.of(formats[random.nextInt(formats.length)]);
    List<RandomMember> members = new ArrayList<>();
    int entries = random.nextInt(9);
    for (int i = 0; i < entries; i++) {
      if (random.nextInt(8) == 0) {
        archive.directory("folder" + i + "/");
      } else if (random.nextInt(8) == 0) {
        archive.member("README-" + i + ".txt", "not data");
      } else {
        RandomMember member = nextMember();
        archive.member(member.name(), member.bytes());
        members.add(member);
      }
    }
    // One entry at least: an archive without any is refused.
    archive.member("._marker" + archives, "ignored");
    if (random.nextInt(4) == 0) {
      archive.gzipMembers(2 + random.nextInt(3));
    }
    byte[] bytes = archive.build();
    archives++;
    counted.put(name, List.of());
    if (random.nextInt(10) == 0) {
      delivery.archive(name, Arrays.copyOf(bytes, bytes.length / 2));
      refused++;
      return;
    }
    delivery.archive(name, bytes);
    counted.put(name, members);
    sent.addAll(members);
    if (random.nextInt(5) == 0) {
      // The same bytes again under a later name: counted once, as the earlier one.
      String again = name.replace(".tar.gz", "_resent.tar.gz");
      delivery.archive(again, bytes);
      counted.put(again, List.of());
      archives++;
      duplicates++;
    }
  }

  /** A new member, or one of an earlier archive again: as it was, or its name with other bytes. */
  private RandomMember nextMember() {
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
