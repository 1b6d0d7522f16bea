package io.tributary.cli.plan;

import picocli.CommandLine.Option;

/** What things cost, in a currency of the caller's choice. */
final class Prices {
  /** Days of a month. */
  static final int DAYS = 30;

  @Option(
      names = "--vcpu-hour",
      paramLabel = "PRICE",
      defaultValue = "0.05",
      description = "A CPU for an hour, with its share of memory (default: ${DEFAULT-VALUE}).")
  private double vcpuHour;

  @Option(
      names = "--gigabyte-month",
      paramLabel = "PRICE",
      defaultValue = "0.023",
      description = "A gigabyte stored for a month (default: ${DEFAULT-VALUE}).")
  private double gigabyteMonth;

  @Option(
      names = "--thousand-writes",
      paramLabel = "PRICE",
      defaultValue = "0.005",
      description = "1,000 PUT, POST or LIST requests (default: ${DEFAULT-VALUE}).")
  private double thousandWrites;

  @Option(
      names = "--thousand-reads",
      paramLabel = "PRICE",
      defaultValue = "0.0004",
      description = "1,000 GET or HEAD requests (default: ${DEFAULT-VALUE}).")
  private double thousandReads;

  double computing(double cpuHoursOfDay) {
    return DAYS * cpuHoursOfDay * vcpuHour;
  }

  double storing(long bytes) {
    return bytes / 1e9 * gigabyteMonth;
  }

  double requests(StorageRequests ofDay) {
    return DAYS * (ofDay.writes() * thousandWrites + ofDay.reads() * thousandReads) / 1000;
  }

  /** For people. */
  String shown() {
    return Figures.exact(vcpuHour)
        + " for a vCPU-hour with its memory, "
        + Figures.exact(gigabyteMonth)
        + " for a GB-month, "
        + Figures.exact(thousandWrites)
        + " for 1,000 PUT, POST or LIST, "
        + Figures.exact(thousandReads)
        + " for 1,000 GET or HEAD; traffic within a region is taken as free";
  }
}
