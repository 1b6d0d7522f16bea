package io.tributary.cli.hostile;

import io.tributary.core.fixture.ArchiveBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that partners send or that an attacker might, and exactly what must come of it. Each
 * has a table of its own, which its archives' members belong to.
 *
 * @param family of faults.md's classes
 * @param what is peculiar about it; the table's and the archives' names are made of it
 * @param maker who wrote the bytes: {@code code}, or a program, or a project
 * @param packed how the bytes are made
 * @param dialect the table's {@code csv} block, if it has one
 * @param amongNeighbours whether its archives hold healthy members too
 * @param expected what must come of it
 */
record Fault(
    String family,
    String what,
    String maker,
    Packed packed,
    Optional<String> dialect,
    boolean amongNeighbours,
    Expected expected) {
  /** A header and two records that nothing is wrong with. */
  static final String GOOD = "id,v\n1,a\n2,b\n";

  /** Makes the archives of a fault. */
  interface Packed {
    /** The archives, which need a program or file that may not be there: then none. */
    List<byte[]> archives(String table) throws IOException;
  }

  /** Makes one archive by the fixtures. */
  interface Built {
    ArchiveBuilder archive(String table);
  }

  /** Makes one archive byte by byte. */
  interface Bytes {
    byte[] archive(String table) throws IOException;
  }

  /** An archive of the fixtures that comes out whole unless told otherwise. */
  static Fault built(String family, String what, Built built) {
    return bytes(family, what, table -> built.archive(table).build());
  }

  /** An archive as bytes that comes out whole unless told otherwise. */
  static Fault bytes(String family, String what, Bytes bytes) {
    return new Fault(
        family,
        what,
        "code",
        table -> List.of(bytes.archive(table)),
        Optional.empty(),
        false,
        Expected.merged(GOOD));
  }

  /** Several archives of one fault. */
  static Fault several(String family, String what, Packed packed) {
    return new Fault(family, what, "code", packed, Optional.empty(), false, Expected.merged(GOOD));
  }

  /** A CSV between two healthy members of one archive. */
  static Fault csv(String family, String what, byte[] content) {
    Packed packed =
        table ->
            List.of(
                ArchiveBuilder.gnu()
                    .member(Neighbours.member(table, "before"), Neighbours.content(table, "before"))
                    .member(member(table), content)
                    .member(Neighbours.member(table, "after"), Neighbours.content(table, "after"))
                    .build());
    return new Fault(family, what, "code", packed, Optional.empty(), true, Expected.merged(GOOD));
  }

  /** The fault's CSV file. */
  static String member(String table) {
    return table + "_20250317_1.csv";
  }

  Fault by(String program) {
    return new Fault(family, what, program, packed, dialect, amongNeighbours, expected);
  }

  Fault dialect(String block) {
    return new Fault(family, what, maker, packed, Optional.of(block), amongNeighbours, expected);
  }

  Fault expect(Expected outcome) {
    return new Fault(family, what, maker, packed, dialect, amongNeighbours, outcome);
  }

  /** The archive is refused for this reason. */
  Fault refused(String reason) {
    return expect(Expected.refused(reason));
  }

  /** The archive counts, and of its end it is warned. */
  Fault looseEnd(String reason) {
    return expect(expected.looseEnd(reason));
  }

  /** The member is refused for this reason, and its neighbours are not. */
  Fault memberRefused(String reason) {
    return expect(Expected.memberRefused(reason));
  }

  /** The table has these rows. */
  Fault merged(String csv) {
    return expect(Expected.merged(csv));
  }

  /** A record goes to quarantine. */
  Fault quarantined(long line, String reason) {
    return expect(expected.quarantined(line, reason));
  }

  /** So many entries are no data. */
  Fault ignored(long entries) {
    return expect(expected.ignored(entries));
  }

  /** The name of its table. */
  String table() {
    String name =
        (maker.equals("code") ? what : maker + " " + what)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return name.length() > 80 ? name.substring(0, 80) : name;
  }

  @Override
  public String toString() {
    return family + ": " + what + " (" + maker + ")";
  }
}
