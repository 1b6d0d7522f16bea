package io.tributary.cli.plan;

import io.tributary.core.error.ConfigurationException;
import picocli.CommandLine.Option;

/** What the one who plans can say of the delivery, the cluster and the hours there are. */
final class Wishes {
  /** Who unpacks. */
  enum Inflater {
    /** Debian's libisal2, as in the worker image. */
    ISAL,
    /** What every JDK has. */
    JDK
  }

  @Option(
      names = "--hours",
      paramLabel = "HOURS",
      defaultValue = "4",
      description = "How long extraction and merge may take together (default: ${DEFAULT-VALUE}).")
  private double hours;

  @Option(
      names = "--container-cpus",
      paramLabel = "CPUS",
      defaultValue = "16",
      description =
          "The largest container that the nodes have room for; a merge that needs more runs on"
              + " executors (default: ${DEFAULT-VALUE}).")
  private int containerCpus;

  @Option(
      names = "--inflater",
      paramLabel = "isal|jdk",
      defaultValue = "isal",
      description = "What unpacks: TRIBUTARY_INFLATER (default: ${DEFAULT-VALUE}).")
  private Inflater inflater;

  @Option(
      names = "--ratio",
      paramLabel = "N",
      defaultValue = "" + MeasuredRates.UNPACKED_BY_PACKED,
      description = "Unpacked by packed bytes (default: ${DEFAULT-VALUE}).")
  private double ratio;

  @Option(
      names = "--tables",
      paramLabel = "N",
      description = "Tables of the delivery (default: those the partner file lists, else 23).")
  private Integer tables;

  @Option(
      names = "--keep-segments",
      paramLabel = "DAYS",
      defaultValue = "7",
      description = "How long segments are kept, for reruns (default: ${DEFAULT-VALUE}).")
  private int keepSegments;

  @Option(
      names = "--keep-tables",
      paramLabel = "DAYS",
      defaultValue = "30",
      description = "How long merged tables are kept (default: ${DEFAULT-VALUE}).")
  private int keepTables;

  /** Refuses what nothing can be planned with. */
  void check() {
    require(hours > 0 && hours <= 24, "--hours", "more than 0 and at most 24");
    require(containerCpus >= 1, "--container-cpus", "1 or more");
    require(ratio >= 1 && ratio <= 1000, "--ratio", "from 1 to 1000");
    require(tables == null || tables >= 1, "--tables", "1 or more");
    require(keepSegments >= 0, "--keep-segments", "0 or more");
    require(keepTables >= 0, "--keep-tables", "0 or more");
  }

  static void require(boolean right, String option, String what) {
    if (!right) {
      throw new ConfigurationException(option + " must be " + what);
    }
  }

  double hours() {
    return hours;
  }

  int containerCpus() {
    return containerCpus;
  }

  Inflater inflater() {
    return inflater;
  }

  double ratio() {
    return ratio;
  }

  int tables(int listed) {
    return tables != null ? tables : listed > 0 ? listed : 23;
  }

  int keepSegments() {
    return keepSegments;
  }

  int keepTables() {
    return keepTables;
  }
}
