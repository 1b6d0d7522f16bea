package io.tributary.cli;

import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStores;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;

/**
 * Does a tiny day in a scratch folder and forgets it. Whoever starts it with {@code
 * -XX:ArchiveClassesAtExit} gets an archive of all classes that the workers load, which halves the
 * start of every later one.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Does a tiny day in a scratch folder, for the JVM to learn what is loaded.")
final class RehearseCommand implements Callable<Integer> {
  private static final String DATE = "2025-03-17";
  private static final int TAR_BLOCK = 512;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("tributary-rehearsal");
    try {
      // No request is made: what opening a client loads is the larger part.
      ObjectStores.open(Location.parse("s3://rehearsal")).close();
      return TributaryCommand.commandLine()
          .execute("run", "--partner", delivered(folder).toString(), "--date", DATE);
    } finally {
      delete(folder);
    }
  }

  /** A partner file, and the delivery that it names. */
  private static Path delivered(Path folder) throws IOException {
    Path delivery = Files.createDirectories(folder.resolve("delivery"));
    try (OutputStream archive =
        new GZIPOutputStream(Files.newOutputStream(delivery.resolve("a.tar.gz")))) {
      member(archive, "room_rate_20250317_1.csv", "id,name,price\n1,\"Suite, Sea View\",9.5\n");
      member(archive, "room_rate_20250317_2.csv", "name,id\n디럭스,2\nNULL,3,4\n");
      archive.write(new byte[2 * TAR_BLOCK]);
    }
    // Old enough to be stable.
    Files.setLastModifiedTime(delivery.resolve("a.tar.gz"), FileTime.from(Instant.EPOCH));
    Files.createFile(delivery.resolve("_COMPLETE"));
    return Files.writeString(
        folder.resolve("rehearsal.yaml"),
        """
        partner: rehearsal
        source: {uri: "%s", archives: "*.tar.gz", marker: _COMPLETE}
        storage: "%s"
        """
            .formatted(Location.of(delivery), Location.of(folder.resolve("lake"))));
  }

  /** An entry as POSIX's ustar has it. */
  private static void member(OutputStream archive, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] header = new byte[TAR_BLOCK];
    Map.of(
            0, name,
            100, "0000644",
            124, String.format("%011o", bytes.length),
            136, "00000000000",
            148, "        ",
            156, "0",
            257, "ustar")
        .forEach((at, field) -> put(header, at, field));
    put(header, 263, "00");
    int sum = 0;
    for (byte b : header) {
      sum += b;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    archive.write(header);
    archive.write(bytes);
    archive.write(new byte[Math.floorMod(-bytes.length, TAR_BLOCK)]);
  }

  private static void put(byte[] header, int at, String field) {
    byte[] bytes = field.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
