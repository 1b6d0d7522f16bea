package io.tributary.cli.hostile;

/** Every fault that archives and CSV files can have, in one day. */
class HostileDayTest extends HostileDay {
  /** Low enough that a test reaches them, and otherwise the defaults. */
  private static final String LIMITS =
      "{entries: 100005, member-size: 8MB, archive-size: 128MB, record-bytes: 64KB,"
          + " header-bytes: 16KB}";

  HostileDayTest() {
    super(Catalogue.ofUsualPartner(), LIMITS);
  }
}
