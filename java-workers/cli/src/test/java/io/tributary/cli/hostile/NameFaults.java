package io.tributary.cli.hostile;

import static io.tributary.cli.hostile.Archives.behind;
import static io.tributary.cli.hostile.Fault.GOOD;
import static io.tributary.cli.hostile.Fault.built;
import static io.tributary.cli.hostile.Fault.member;
import static io.tributary.core.fixture.ArchiveBuilder.pax;

import io.tributary.core.fixture.TarFormat;
import io.tributary.core.fixture.TarHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names, and entries that lead elsewhere. A good member comes first where one can. */
final class NameFaults {
  private static final String NAMES = "Names";
  private static final String LINKS = "Links and devices";

  private NameFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    names(all);
    links(all);
    return all;
  }

  private static void names(List<Fault> all) {
    Map<String, String> unsafe =
        Map.ofEntries(
            Map.entry("climbs", "../x.csv"),
            Map.entry("climbs out of a folder", "a/../../x.csv"),
            Map.entry("climbs at its end", "a/.."),
            Map.entry("climbs behind a dot", "./../x.csv"),
            Map.entry("is the folder above", ".."),
            Map.entry("is the folder itself", "."),
            Map.entry("is absolute", "/etc/cron.d/x.csv"),
            Map.entry("is absolute twice", "//x.csv"),
            Map.entry("has a backslash", "a\\x.csv"),
            Map.entry("climbs by backslashes", "..\\..\\x.csv"),
            Map.entry("is of a drive", "C:/x.csv"),
            Map.entry("is of a drive without a slash", "c:x.csv"),
            Map.entry("is empty", ""),
            Map.entry("goes on behind a NUL", "x.csv\0/../y"));
    unsafe.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            name ->
                all.add(
                    behind(
                            NAMES,
                            "a name " + name.getKey(),
                            archive -> archive.member(name.getValue(), GOOD))
                        .refused("unsafe-name")));
    all.add(
        behind(NAMES, "a folder climbs", archive -> archive.directory("../x/"))
            .refused("unsafe-name"));
    all.add(
        behind(
                NAMES,
                "an extended header's name climbs",
                archive -> archive.paxHeader(Map.of("path", "../x.csv")).member("x.csv", GOOD))
            .refused("unsafe-name"));
    all.add(
        behind(
                NAMES,
                "an extended header's name has a NUL",
                archive -> archive.paxHeader(Map.of("path", "x\0y.csv")).member("x.csv", GOOD))
            .refused("unsafe-name"));
    all.add(
        behind(NAMES, "a ustar prefix climbs", archive -> archive.rawHeader(prefixed("../..")))
            .refused("unsafe-name"));
    all.add(
        behind(
                NAMES,
                "a GNU name is longer than the limit",
                archive -> archive.member("n".repeat(1025), GOOD))
            .refused("name-too-long"));
    all.add(
        built(
                NAMES,
                "a PAX name is longer than the limit",
                table -> pax().member(member(table), GOOD).member("n".repeat(1025), GOOD))
            .refused("name-too-long"));
    all.add(
        behind(
                NAMES,
                "a GNU name says it has a terabyte",
                archive ->
                    archive.rawHeader(TarHeader.of(TarFormat.GNU, "././@LongLink", 'L', 1L << 40)))
            .refused("name-too-long"));
  }

  private static void links(List<Fault> all) {
    all.add(
        behind(
                LINKS,
                "a symbolic link and a file through it",
                archive -> archive.symlink("out", "/etc").member("out/x.csv", GOOD))
            .refused("link"));
    all.add(
        behind(LINKS, "a symbolic link within", archive -> archive.symlink("x.csv", "y.csv"))
            .refused("link"));
    all.add(
        behind(LINKS, "a hard link", archive -> archive.hardLink("x.csv", "/etc/passwd"))
            .refused("link"));
    all.add(
        behind(LINKS, "a character device", archive -> archive.device("x.csv"))
            .refused("special-file"));
    all.add(
        behind(LINKS, "a block device", archive -> archive.entry("x", '4', "", new byte[0]))
            .refused("special-file"));
    all.add(behind(LINKS, "a pipe", archive -> archive.fifo("x.csv")).refused("special-file"));
    for (char type : "DMNZ8".toCharArray()) {
      all.add(
          behind(
                  LINKS,
                  "an entry of type " + type,
                  archive -> archive.entry("x", type, "", new byte[0]))
              .refused("special-file"));
    }
  }

  private static TarHeader prefixed(String prefix) {
    return TarHeader.of(TarFormat.USTAR, "x.csv", '0', 0).prefix(prefix);
  }
}
