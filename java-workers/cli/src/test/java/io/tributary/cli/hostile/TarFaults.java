package io.tributary.cli.hostile;

import static io.tributary.cli.hostile.Archives.behind;
import static io.tributary.cli.hostile.Archives.noise;
import static io.tributary.cli.hostile.Fault.GOOD;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.fixture.TarFormat;
import io.tributary.core.fixture.TarHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tar headers that lie. A good member comes first where one can. */
final class TarFaults {
  private static final String SIZES = "Sizes and headers";
  private static final String PAX = "Extended headers";

  private TarFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    sizes(all);
    extended(all);
    return all;
  }

  private static void sizes(List<Fault> all) {
    all.add(malformed("a negative size", TarHeader.of(TarFormat.GNU, "x.csv", '0', -1)));
    all.add(malformed("the smallest size there is", sized(Long.MIN_VALUE)));
    all.add(
        malformed(
            "a size that is no number",
            TarHeader.of(TarFormat.GNU, "x.csv", '0', 0).patch(124, "12z".getBytes(UTF_8))));
    byte[] huge = new byte[12];
    Arrays.fill(huge, (byte) 0xff);
    huge[0] = (byte) 0x80;
    all.add(
        malformed(
            "a size beyond 63 bits",
            TarHeader.of(TarFormat.GNU, "x.csv", '0', 0).patch(124, huge)));
    all.add(malformed("a folder with content", TarHeader.of(TarFormat.GNU, "d/", '5', 512)));
    all.add(
        malformed(
            "a wrong checksum", TarHeader.of(TarFormat.GNU, "x.csv", '0', 0).wrongChecksum()));
    all.add(
        behind(SIZES, "a size larger than what follows", archive -> archive.rawHeader(sized(9_999)))
            .refused("truncated"));
    all.add(
        behind(
                SIZES,
                "a size smaller than what follows",
                archive -> archive.rawHeader(sized(600)).raw(new byte[1024]).raw(noise(2048)))
            .refused("malformed-tar"));
    all.add(
        behind(SIZES, "a size of an exabyte", archive -> archive.rawHeader(sized(1L << 60)))
            .refused("member-too-large"));
    all.add(
        behind(
                SIZES,
                "a member larger than the limit",
                archive -> archive.member("x.csv", new byte[(8 << 20) + 1]))
            .refused("member-too-large"));
    all.add(
        behind(SIZES, "an old GNU sparse file", archive -> archive.entry("x", 'S', "", new byte[0]))
            .refused("sparse-file"));
    all.add(
        behind(
                SIZES,
                "a PAX sparse file",
                archive ->
                    archive
                        .paxHeader(
                            Map.of("GNU.sparse.major", "1", "GNU.sparse.realsize", "99999999999"))
                        .member("x.csv", GOOD))
            .refused("sparse-file"));
  }

  private static void extended(List<Fault> all) {
    Map<String, String> records =
        Map.of(
            "a record longer than its header", "9999 path=x\n",
            "a record without a key", "5 =x\n",
            "a record without a length", "x path=y\n",
            "a record without its line end", "12 path=abc",
            "a record of no length", "0 a=b\n",
            "a record without a value", "7 pathx\n",
            "a length of many digits", "99999999999999999999999 path=x\n",
            "a negative length", "-9 path=x\n");
    records.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            record ->
                all.add(
                    behind(
                            PAX,
                            record.getKey(),
                            archive ->
                                archive
                                    .entry("h", 'x', "", record.getValue().getBytes(UTF_8))
                                    .member("x.csv", GOOD))
                        .refused("malformed-tar")));
    for (String size : List.of("-1", "1e3", "99999999999999999999", "0x10", " 5")) {
      all.add(
          behind(
                  PAX,
                  "a size of " + size.replace("-", "minus ").replace(" 5", "blank and 5"),
                  archive -> archive.paxHeader(Map.of("size", size)).member("x.csv", GOOD))
              .refused("malformed-tar"));
    }
    all.add(
        behind(
                PAX,
                "a global header renames all that follows",
                archive -> archive.globalPaxHeader(Map.of("path", "y")).member("x.csv", GOOD))
            .refused("malformed-tar"));
    all.add(
        behind(
                PAX,
                "a header for an entry that does not come",
                archive -> archive.paxHeader(Map.of("path", "y")))
            .refused("malformed-tar"));
    all.add(nested("100,000 headers for one entry", 'x', 100_000));
    all.add(nested("nine headers for one entry", 'x', 9));
    all.add(nested("1,000 long names for one entry", 'L', 1_000));
    all.add(nested("1,000 global headers in a row", 'g', 1_000));
    all.add(
        behind(
                PAX,
                "a header of 100 MB",
                archive -> archive.rawHeader(TarHeader.of(TarFormat.PAX, "h", 'x', 100L << 20)))
            .refused("name-too-long"));
  }

  private static TarHeader sized(long size) {
    return TarHeader.of(TarFormat.GNU, "x.csv", '0', size);
  }

  private static Fault malformed(String what, TarHeader header) {
    return behind(SIZES, what, archive -> archive.rawHeader(header).raw(new byte[4096]))
        .refused("malformed-tar");
  }

  private static Fault nested(String what, char type, int count) {
    return behind(
            PAX,
            what,
            archive -> {
              byte[] content = (type == 'L' ? "x.csv\0" : "12 path=x.y\n").getBytes(UTF_8);
              byte[] harmless = "13 comment=c\n".getBytes(UTF_8);
              for (int i = 0; i < count; i++) {
                archive.entry("h", type, "", type == 'g' ? harmless : content);
              }
              return archive.member("x.csv", GOOD);
            })
        .refused("malformed-tar");
  }
}
