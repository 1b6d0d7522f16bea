package io.tributary.cli.hostile;

import static io.tributary.cli.hostile.Archives.concat;
import static io.tributary.cli.hostile.Archives.good;
import static io.tributary.cli.hostile.Archives.gzip;
import static io.tributary.cli.hostile.Archives.noise;
import static io.tributary.cli.hostile.Fault.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** Ends of archives where {@code limits.loose-ends} only warns. */
final class LooseEndFaults {
  private static final String ENDS = "Ends, where `loose-ends: warn`";
  private static final byte[] JUNK = "junk".getBytes(UTF_8);

  private LooseEndFaults() {}

  static List<Fault> all() {
    return List.of(
        bytes(ENDS, "let pass: junk behind gzip", table -> good(table).withTrailing(JUNK).build())
            .looseEnd("trailing-data"),
        bytes(
                ENDS,
                "let pass: zeros and junk behind gzip",
                table -> good(table).withTrailing("\0\0\0\0\0junk".getBytes(UTF_8)).build())
            .looseEnd("trailing-data"),
        bytes(
                ENDS,
                "let pass: junk behind the tar in gzip",
                table -> gzip(concat(good(table).buildTar(), noise(700))))
            .looseEnd("trailing-data"),
        bytes(
                ENDS,
                "let pass: no zero blocks at the end",
                table -> good(table).withoutEndOfArchive().build())
            .looseEnd("unended-tar"),
        bytes(ENDS, "zeros only", table -> good(table).withTrailing(new byte[777]).build()),
        bytes(
                ENDS,
                "a wrong CRC before the junk",
                table -> concat(good(table).badCrc().build(), JUNK))
            .refused("crc-mismatch"),
        bytes(
                ENDS,
                "junk between the data and its checksum",
                table -> {
                  byte[] whole = good(table).build();
                  int trailer = whole.length - 8;
                  byte[] end = Arrays.copyOfRange(whole, trailer, whole.length);
                  return concat(concat(Arrays.copyOf(whole, trailer), JUNK), end);
                })
            .refused("crc-mismatch"),
        bytes(
                ENDS,
                "a tar cut within a member, then junk",
                table -> concat(good(table).tarTruncatedAt(513).build(), JUNK))
            .refused("truncated"),
        bytes(ENDS, "gzip cut within its trailer", table -> good(table).truncatedAt(-3).build())
            .refused("truncated"),
        bytes(
                ENDS,
                "half the tar in gzip, the other half as it is",
                table -> {
                  byte[] tar = good(table).member("x.csv", noise(600)).buildTar();
                  byte[] rest = Arrays.copyOfRange(tar, 1024, tar.length);
                  return concat(gzip(Arrays.copyOf(tar, 1024)), rest);
                })
            .refused("truncated"),
        bytes(
                ENDS,
                "another archive behind the junk",
                table -> concat(concat(good(table).build(), JUNK), good(table).build()))
            .refused("trailing-data"),
        bytes(
                ENDS,
                "another tar behind the junk",
                table -> gzip(concat(concat(good(table).buildTar(), JUNK), good(table).buildTar())))
            .refused("trailing-data"));
  }
}
