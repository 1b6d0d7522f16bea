package io.tributary.core.config;

import io.tributary.core.config.LimitsSpec.LooseEnds;
import java.util.List;

/** Reads the {@code limits} block. */
final class LimitsReader {
  private static final Key<Long> ENTRIES =
      Key.of("entries", Scalars.longNumber(1, 1_000_000_000), "1000000", "Entries of one archive.");
  private static final Key<Long> MEMBER_SIZE =
      Key.of(
          "member-size", Quantities.size("1KB", "1024TB"), "20GB", "Unpacked bytes of one member.");
  private static final Key<Long> ARCHIVE_SIZE =
      Key.of(
          "archive-size",
          Quantities.size("1KB", "1024TB"),
          "100GB",
          "Unpacked bytes of one archive.");
  private static final Key<Integer> RATIO =
      Key.of(
          "ratio",
          Scalars.number(2, 1_000_000),
          "200",
          "Unpacked by packed bytes, judged after the first 64 MiB unpacked.");
  private static final Key<Integer> NAME_LENGTH =
      Key.of("name-length", Scalars.number(16, 65_536), "1024", "Bytes of an entry's name.");
  private static final Key<Long> RECORD_BYTES =
      Key.of(
          "record-bytes",
          Quantities.size("64", "1GB"),
          "16MB",
          "Bytes of one record; longer ones are quarantined.");
  private static final Key<Long> HEADER_BYTES =
      Key.of(
          "header-bytes",
          Quantities.size("64", "16MB"),
          "1MB",
          "Bytes of a member's header; a member with a longer one is refused.");

  private static final Key<Integer> NESTING =
      Key.of(
          "nesting",
          Scalars.number(4, 1_000),
          "8",
          "Extended tar headers in front of one entry; writers put 4 at most. Archives within"
              + " archives are never unpacked.");

  private static final Key<LooseEnds> LOOSE_ENDS =
      Key.of(
          "loose-ends",
          Scalars.choice(LooseEnds.class),
          "refuse",
          "Bytes behind an archive's end, or a tar without the zero blocks that end one, in an"
              + " archive whose checksums are right: `refuse` it, or `warn` and count it.");

  static final Kind<LimitsSpec> KIND =
      Kind.block(
          List.of(
              ENTRIES,
              MEMBER_SIZE,
              ARCHIVE_SIZE,
              RATIO,
              NAME_LENGTH,
              RECORD_BYTES,
              HEADER_BYTES,
              NESTING,
              LOOSE_ENDS),
          LimitsReader::read);

  private LimitsReader() {}

  private static LimitsSpec read(YamlMapping block) {
    long member = block.value(MEMBER_SIZE);
    long archive = block.value(ARCHIVE_SIZE);
    if (member > archive && block.has(MEMBER_SIZE)) {
      block.refuse(MEMBER_SIZE, "is more than archive-size; write less, or raise archive-size");
    }
    return new LimitsSpec(
        block.value(ENTRIES),
        member,
        archive,
        block.value(RATIO),
        block.value(NAME_LENGTH),
        block.value(RECORD_BYTES).intValue(),
        block.value(HEADER_BYTES).intValue(),
        block.value(NESTING),
        block.value(LOOSE_ENDS));
  }
}
