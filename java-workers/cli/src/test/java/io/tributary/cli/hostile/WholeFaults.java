package io.tributary.cli.hostile;

import static io.tributary.cli.hostile.Archives.behind;
import static io.tributary.cli.hostile.Archives.concat;
import static io.tributary.cli.hostile.Archives.good;
import static io.tributary.cli.hostile.Fault.GOOD;
import static io.tributary.cli.hostile.Fault.built;
import static io.tributary.cli.hostile.Fault.member;
import static io.tributary.cli.hostile.Fault.several;
import static io.tributary.core.fixture.ArchiveBuilder.gnu;
import static io.tributary.core.fixture.ArchiveBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.TarFormat;
import io.tributary.core.fixture.TarHeader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What comes twice, what is odd and yet valid, and what is no data. A good member comes first where
 * one can.
 */
final class WholeFaults {
  private static final String TWICE = "Twice";
  private static final String ODD = "Valid oddities";
  private static final String NO_DATA = "What is no data";

  private WholeFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    twice(all);
    oddities(all);
    noData(all);
    return all;
  }

  private static void twice(List<Fault> all) {
    all.add(
        built(
            TWICE,
            "a member twice in one archive",
            table -> good(table).member(member(table), GOOD)));
    all.add(
        built(
                TWICE,
                "a member's name again with other bytes",
                table -> good(table).member(member(table), "id,v\n3,c\n"))
            .merged(GOOD + "3,c\n"));
    all.add(
        several(
                TWICE,
                "a member in two archives",
                table ->
                    List.of(
                        good(table).build(),
                        good(table).member("other.txt", "so that the archives differ").build()))
            .ignored(1));
    all.add(
        several(
                TWICE,
                "a member's name in two archives with other bytes",
                table ->
                    List.of(
                        good(table).build(), gnu().member(member(table), "id,v\n3,c\n").build()))
            .merged(GOOD + "3,c\n"));
    all.add(
        several(
                TWICE,
                "an archive under two names",
                table -> List.of(good(table).build(), good(table).build()))
            .expect(Expected.merged(GOOD).duplicates(1)));
    all.add(
        built(
                TWICE,
                "the same bytes under another name",
                table -> good(table).member(table + "_20250317_2.csv", GOOD))
            .merged(GOOD + "1,a\n2,b\n"));
  }

  private static void oddities(List<Fault> all) {
    for (TarFormat format : TarFormat.values()) {
      all.add(
          built(
              ODD,
              "the format " + format.name().toLowerCase(java.util.Locale.ROOT),
              table -> ArchiveBuilder.of(format).member(member(table), GOOD)));
    }
    for (TarFormat format : List.of(TarFormat.GNU, TarFormat.PAX, TarFormat.USTAR)) {
      all.add(
          built(
              ODD,
              "a long path in " + format.name().toLowerCase(java.util.Locale.ROOT),
              table ->
                  ArchiveBuilder.of(format)
                      .member("호텔".repeat(10) + "/" + "f".repeat(60) + "/" + member(table), GOOD)));
    }
    all.add(
        built(
            ODD,
            "no user and group",
            table ->
                ArchiveBuilder.v7()
                    .rawHeader(
                        TarHeader.of(TarFormat.V7, member(table), '0', GOOD.length())
                            .withoutOwner())
                    .raw(Arrays.copyOf(GOOD.getBytes(UTF_8), 512))));
    all.add(
        built(
            ODD,
            "a global comment",
            table -> pax().globalPaxHeader(Map.of("comment", "c")).member(member(table), GOOD)));
    all.add(
        built(ODD, "dots before the name", table -> gnu().member("./././" + member(table), GOOD)));
    all.add(
        built(
                ODD,
                "a folder as old tars write it",
                table ->
                    ArchiveBuilder.v7()
                        .entry("old/", '0', "", new byte[0])
                        .member(member(table), GOOD))
            .ignored(1));
    all.add(
        built(
            ODD,
            "a size that only the extended header knows",
            table ->
                pax()
                    .paxHeader(Map.of("size", "" + GOOD.length()))
                    .rawHeader(TarHeader.of(TarFormat.PAX, member(table), '0', 0))
                    .raw(Arrays.copyOf(GOOD.getBytes(UTF_8), 512))));
    all.add(
        built(
            ODD,
            "a size in base 256",
            table ->
                gnu()
                    .rawHeader(
                        TarHeader.of(TarFormat.GNU, member(table), '0', 0)
                            .patch(
                                124,
                                new byte[] {
                                  (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) GOOD.length()
                                }))
                    .raw(Arrays.copyOf(GOOD.getBytes(UTF_8), 512))));
    all.add(
        built(
            ODD,
            "a folder's name in EUC-KR",
            table -> {
              byte[] folder = "요금/".getBytes(Charset.forName("EUC-KR"));
              return gnu()
                  .rawHeader(
                      TarHeader.of(TarFormat.GNU, "", '0', GOOD.length())
                          .patch(0, concat(folder, member(table).getBytes(UTF_8))))
                  .raw(Arrays.copyOf(GOOD.getBytes(UTF_8), 512));
            }));
  }

  private static void noData(List<Fault> all) {
    all.add(
        behind(
                NO_DATA,
                "other files",
                archive -> archive.member("README.txt", "x").member("x.csv", "1"))
            .ignored(2));
    all.add(
        behind(NO_DATA, "folders", archive -> archive.directory("a/").directory("a/b/"))
            .ignored(2));
    all.add(
        built(
                NO_DATA,
                "what macOS adds",
                table ->
                    good(table)
                        .member("._" + member(table), GOOD)
                        .member("__MACOSX/._" + member(table), GOOD))
            .ignored(2));
    all.add(
        behind(
                NO_DATA,
                "a name with line ends and control characters",
                archive -> archive.member("x\n03:00 ERROR\u001b[2J.txt", GOOD))
            .ignored(1));
    all.add(built(NO_DATA, "no entries", table -> gnu()).expect(Expected.nothingButIgnored(0)));
    all.add(
        built(
                NO_DATA,
                "a member of another date",
                table -> good(table).member(table + "_20250318_1.csv", GOOD))
            .expect(Expected.memberRefused("wrong-date").withRows(GOOD)));
    all.add(
        built(
                NO_DATA,
                "a table's name that is none",
                table -> good(table).member(table + ";drop_20250317_1.csv", GOOD))
            .expect(Expected.memberRefused("unsafe-table-name").withRows(GOOD)));
  }
}
