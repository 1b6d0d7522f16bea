package io.tributary.cli.hostile;

import static io.tributary.cli.hostile.Archives.concat;
import static io.tributary.cli.hostile.Archives.good;
import static io.tributary.cli.hostile.Archives.gzip;
import static io.tributary.cli.hostile.Archives.noise;
import static io.tributary.cli.hostile.Fault.GOOD;
import static io.tributary.cli.hostile.Fault.built;
import static io.tributary.cli.hostile.Fault.bytes;
import static io.tributary.cli.hostile.Fault.several;
import static io.tributary.core.fixture.ArchiveBuilder.gnu;
import static io.tributary.core.fixture.ArchiveBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.fixture.ArchiveBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compression, the ends of archives, and bombs. A good member comes first where one can. */
final class GzipFaults {
  private static final String GZIP = "Compression";
  private static final String ENDS = "Ends";
  private static final String BOMBS = "Bombs";

  private GzipFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    compression(all);
    ends(all);
    bombs(all);
    return all;
  }

  private static void compression(List<Fault> all) {
    all.add(bytes(GZIP, "no bytes at all", table -> new byte[0]).refused("empty-archive"));
    all.add(bytes(GZIP, "gzip of nothing", table -> gzip(new byte[0])).refused("empty-archive"));
    all.add(bytes(GZIP, "one byte", table -> new byte[] {0x1f}).refused("truncated"));
    all.add(bytes(GZIP, "a CSV", table -> GOOD.getBytes(UTF_8)).refused("not-gzip"));
    all.add(bytes(GZIP, "a tar without gzip", table -> good(table).buildTar()).refused("not-gzip"));
    all.add(
        bytes(GZIP, "an error page", table -> "<html>404</html>".getBytes(UTF_8))
            .refused("not-gzip"));
    all.add(bytes(GZIP, "a gzipped CSV", table -> gzip(GOOD.getBytes(UTF_8))).refused("not-tar"));
    all.add(bytes(GZIP, "gzipped twice", table -> gzip(good(table).build())).refused("not-tar"));
    all.add(bytes(GZIP, "gzipped noise", table -> gzip(noise(50_000))).refused("not-tar"));
    all.add(
        bytes(GZIP, "a wrong CRC", table -> good(table).badCrc().build()).refused("crc-mismatch"));
    all.add(
        bytes(GZIP, "a wrong length", table -> good(table).badLength().build())
            .refused("crc-mismatch"));
    all.add(
        bytes(
                GZIP,
                "a wrong CRC in the first of two gzip members",
                table ->
                    ArchiveBuilder.concatenated(good(table).badCrc().build(), good(table).build()))
            .refused("crc-mismatch"));
    for (int percent : new int[] {1, 50, 99}) {
      all.add(
          bytes(
                  GZIP,
                  "cut at " + percent + " percent",
                  table -> {
                    byte[] whole = good(table).member("x.csv", noise(200_000)).build();
                    return Arrays.copyOf(whole, Math.max(5, whole.length * percent / 100));
                  })
              .refused("truncated"));
    }
    all.add(
        bytes(GZIP, "cut within the trailer", table -> good(table).truncatedAt(-3).build())
            .refused("truncated"));
    all.add(
        bytes(
                GZIP,
                "a hole of ones in the middle",
                table -> {
                  byte[] whole = good(table).member("x.txt", noise(200_000)).build();
                  Arrays.fill(whole, whole.length / 2, whole.length / 2 + 64, (byte) 0xff);
                  return whole;
                })
            .refused("crc-mismatch"));
    all.add(
        bytes(
                GZIP,
                "a block of an unknown kind",
                table -> {
                  byte[] whole = good(table).build();
                  whole[10] = (byte) 0xff;
                  return whole;
                })
            .refused("corrupt-gzip"));
    all.add(
        bytes(
                GZIP,
                "reserved flags",
                table -> {
                  byte[] whole = good(table).build();
                  whole[3] = (byte) 0x80;
                  return whole;
                })
            .refused("corrupt-gzip"));
    for (int members : new int[] {2, 7, 500}) {
      all.add(built(GZIP, members + " gzip members", table -> good(table).gzipMembers(members)));
    }
    all.add(
        bytes(
            GZIP,
            "an empty gzip member in between",
            table -> {
              byte[] tar = good(table).buildTar();
              return ArchiveBuilder.concatenated(
                  gzip(Arrays.copyOf(tar, 700)),
                  gzip(new byte[0]),
                  gzip(Arrays.copyOfRange(tar, 700, tar.length)));
            }));
  }

  private static void ends(List<Fault> all) {
    for (int cut : new int[] {513, 700}) {
      all.add(
          bytes(
                  ENDS,
                  "the tar cut at " + cut + " bytes in whole gzip",
                  table -> good(table).tarTruncatedAt(cut).build())
              .refused("truncated"));
    }
    all.add(
        bytes(
                ENDS,
                "the tar cut within its first header",
                table -> good(table).tarTruncatedAt(100).build())
            .refused("not-tar"));
    all.add(
        bytes(
                ENDS,
                "the tar cut behind its only entry in whole gzip",
                table -> good(table).tarTruncatedAt(1024).build())
            .refused("unended-tar"));
    all.add(
        bytes(ENDS, "no zero blocks at the end", table -> good(table).withoutEndOfArchive().build())
            .refused("unended-tar"));
    all.add(
        bytes(
            ENDS,
            "one zero block at the end",
            table -> good(table).withoutEndOfArchive().raw(new byte[512]).build()));
    all.add(
        bytes(
            ENDS,
            "zero blocks up to a tape's record",
            table -> good(table).raw(new byte[20 * 512]).build()));
    all.add(
        bytes(ENDS, "zeros behind gzip", table -> good(table).withTrailing(new byte[777]).build()));
    all.add(
        bytes(
                ENDS,
                "junk behind gzip",
                table -> good(table).withTrailing("junk".getBytes(UTF_8)).build())
            .refused("trailing-data"));
    all.add(
        bytes(
                ENDS,
                "zeros and junk behind gzip",
                table -> good(table).withTrailing("\0\0\0\0\0junk".getBytes(UTF_8)).build())
            .refused("trailing-data"));
    all.add(
        bytes(
                ENDS,
                "junk behind the tar in gzip",
                table -> gzip(concat(good(table).buildTar(), noise(512))))
            .refused("trailing-data"));
    all.add(
        several(
            ENDS,
            "two archives in one file",
            table ->
                List.of(
                    ArchiveBuilder.concatenated(
                        gnu().member(table + "_20250317_1.csv", "id,v\n1,a\n").build(),
                        pax().member(table + "_20250317_2.csv", "id,v\n2,b\n").build()))));
    all.add(
        several(
            ENDS,
            "two tars in one gzip",
            table ->
                List.of(
                    gzip(
                        concat(
                            gnu().member(table + "_20250317_1.csv", "id,v\n1,a\n").buildTar(),
                            pax().member(table + "_20250317_2.csv", "id,v\n2,b\n").buildTar())))));
    all.add(
        bytes(ENDS, "a tar of zeros alone", table -> gzip(new byte[10_240]))
            .expect(Expected.nothingButIgnored(0)));
  }

  private static void bombs(List<Fault> all) {
    all.add(
        bytes(
                BOMBS,
                "72 MiB of zeros in 70 kB",
                table -> {
                  ArchiveBuilder archive = good(table);
                  for (int i = 0; i < 9; i++) {
                    archive.member("zeros-" + i + ".csv", new byte[8 << 20]);
                  }
                  return archive.build();
                })
            .refused("ratio-exceeded"));
    all.add(
        bytes(
                BOMBS,
                "more than limits.archive-size",
                table -> {
                  byte[] row = noise(40);
                  byte[] content = new byte[8 << 20];
                  for (int i = 0; i < content.length; i++) {
                    content[i] = (byte) (row[i % row.length] + (i % 1000 == 0 ? i / 1000 : 0));
                  }
                  ArchiveBuilder archive = good(table);
                  for (int i = 0; i < 17; i++) {
                    archive.member("big-" + i + ".csv", content);
                  }
                  return archive.build();
                })
            .refused("archive-too-large"));
    all.add(
        bytes(BOMBS, "more entries than the limit", table -> many("x", 100_010, new byte[0]))
            .refused("too-many-entries"));
    all.add(
        bytes(
                BOMBS,
                "an archive within an archive",
                table -> good(table).member("inner_20250317_1.tar.gz", good(table).build()).build())
            .ignored(1));
    all.add(
        bytes(BOMBS, "100,000 members", table -> many(table, 100_000, "id\n7\n".getBytes(UTF_8)))
            .merged("id\n" + "7\n".repeat(100_000)));
  }

  private static byte[] many(String name, int count, byte[] content) {
    ArchiveBuilder archive = gnu();
    for (int i = 0; i < count; i++) {
      archive.member(name + "_20250317_" + i + ".csv", content);
    }
    return archive.build();
  }
}
