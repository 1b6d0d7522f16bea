package io.tributary.cli.plan;

/**
 * What the workers were measured to need, all in one place. Measured in November 2026 on a machine
 * of 2 cores (x86_64) with JDK 17, as whole processes with their start, by {@code tests/benchmarks}
 * (extract_benchmark.py and merge_benchmark.py). Megabytes are 1,000,000 bytes.
 *
 * <p>A run of seconds spends a good part of them in a JVM that is not warm yet, and a faster or
 * slower machine differs from the one that was measured: whoever knows better measures there.
 */
final class MeasuredRates {
  /** Extraction of 719 MB packed by the JDK's inflater: CPU for a packed megabyte. */
  static final double EXTRACT_JDK_CPU_MS = 20.3;

  /** The same by ISA-L. */
  static final double EXTRACT_ISAL_CPU_MS = 14.2;

  /** By how much that delivery of CSV files grew when it was unpacked. */
  static final double UNPACKED_BY_PACKED = 3.3;

  /** Merge of {@link #MERGED_MB} unpacked with metrics: CPU seconds of the whole process. */
  static final double MERGE_CPU_SECONDS = 12.7;

  /** The unpacked megabytes of that merge. */
  static final double MERGED_MB = 950;

  /** Of {@link #MERGE_CPU_SECONDS}, what starting Spark takes, about. */
  static final double MERGE_START_CPU_SECONDS = 2;

  /** The same merge by the clock, on {@link #MERGE_CORES} cores. */
  static final double MERGE_WALL_SECONDS = 7.45;

  /** Cores of that merge. */
  static final int MERGE_CORES = 2;

  /** A merge that finds nothing to do, by the clock: a JVM's start and a few requests. */
  static final double START_SECONDS = 1.5;

  /** CPU for an unpacked megabyte of a merge, its start taken off. */
  static final double MERGE_CPU_MS =
      1000 * (MERGE_CPU_SECONDS - MERGE_START_CPU_SECONDS) / MERGED_MB;

  /** How much of its cores that merge kept busy. Taken for extraction too. */
  static final double BUSY = MERGE_CPU_SECONDS / (MERGE_WALL_SECONDS * MERGE_CORES);

  /** Resident memory at the peak of that extraction, two archives at once. */
  static final int EXTRACT_PEAK_MB = 260;

  /** Resident memory at the peak of that merge. */
  static final int MERGE_PEAK_MB = 650;

  private MeasuredRates() {}
}
