package io.tributary.cli.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The test files of other projects, as {@code foreign/outcomes.txt} lists them: an archive or CSV
 * file and its outcome a line. Their archives hold nothing that is called like data, so that what
 * is accepted is ignored entry by entry; their CSV files become members between healthy ones.
 */
final class ForeignFaults {
  private static final String FOLDER = "/foreign/";

  private ForeignFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    for (String line : new String(read("outcomes.txt"), UTF_8).split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.strip().split("\\s+");
        all.add(words[0].endsWith(".csv") ? csv(words) : archive(words));
      }
    }
    return all;
  }

  private static Fault archive(String[] words) {
    Expected expected =
        words[1].equals("refused")
            ? Expected.refused(words[2])
            : Expected.nothingButIgnored(Long.parseLong(words[2]));
    return of("Archives of other projects", words[0], Fault.bytes("", "", table -> read(words[0])))
        .expect(expected);
  }

  private static Fault csv(String[] words) {
    byte[] content = read(words[0]);
    Fault fault = of("CSV files of other projects", words[0], Fault.csv("", "", content));
    if (words[1].equals("refused")) {
      return fault.memberRefused(words[2]);
    }
    if (words[1].equals("empty")) {
      return fault.expect(Expected.nothingButIgnored(0));
    }
    String merged = words[1].equals("whole") ? words[0] : words[0] + ".merged";
    Fault whole = fault.merged(new String(read(merged), UTF_8));
    for (int i = 2; i + 1 < words.length; i += 2) {
      whole = whole.quarantined(Long.parseLong(words[i]), words[i + 1]);
    }
    return whole;
  }

  private static Fault of(String family, String path, Fault fault) {
    String project = path.substring(0, path.indexOf('/'));
    String name = path.substring(path.indexOf('/') + 1);
    return new Fault(
        family,
        name,
        project,
        fault.packed(),
        fault.dialect(),
        fault.amongNeighbours(),
        fault.expected());
  }

  private static byte[] read(String name) {
    try (InputStream in = ForeignFaults.class.getResourceAsStream(FOLDER + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
