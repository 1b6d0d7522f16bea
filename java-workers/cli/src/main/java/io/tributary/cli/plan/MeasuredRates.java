package io.tributary.cli.plan;

/**
 * What the workers were measured to need, all in one place. Measured in November 2026 on a machine
 * of 2 cores (x86_64) with JDK 17 by {@code ./tributary bench rates}: what a larger delivery takes
 * more than a smaller one, so that starting is no part of a rate. Megabytes are 1,000,000 bytes.
 *
 * <p>The larger runs lasted seconds to a quarter of a minute, in which a JVM is not warm yet, and a
 * faster or slower machine differs from the one that was measured: whoever knows better measures
 * there.
 */
final class MeasuredRates {
  /** Extraction by the JDK's inflater: CPU for a packed megabyte more. */
  static final double EXTRACT_JDK_CPU_MS = 18.6;

  /** The same by ISA-L. */
  static final double EXTRACT_ISAL_CPU_MS = 12.5;

  /** By how much that delivery of CSV files grew when it was unpacked. */
  static final double UNPACKED_BY_PACKED = 3.3;

  /** Merge of one table with metrics: CPU for an unpacked megabyte more. */
  static final double MERGE_CPU_MS = 5.7;

  /** What zstd makes of segments of such files, see {@code ./tributary bench codecs}. */
  static final double PACKED_SEGMENTS = 0.33;

  /** Packing segments by it: CPU for an unpacked megabyte. */
  static final double PACK_CPU_MS = 2.7;

  /** Unpacking them. */
  static final double UNPACK_CPU_MS = 1;

  /** What starting a merge and its Spark takes. */
  static final double MERGE_START_CPU_SECONDS = 5;

  /**
   * How busy cores are. Merge kept 98 % of them busy once it had started, extraction 93 %, from and
   * to storage in memory; storage far away leaves gaps, so that days are planned with less.
   */
  static final double BUSY = 0.75;

  /** A merge that finds nothing to do, by the clock: a JVM's start and a few requests. */
  static final double START_SECONDS = 1.5;

  private MeasuredRates() {}
}
