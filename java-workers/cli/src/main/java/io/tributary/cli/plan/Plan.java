package io.tributary.cli.plan;

import java.util.List;

/**
 * What to set for a delivery, and what it will take.
 *
 * @param delivery that it is for
 * @param extract what extraction needs
 * @param merge what the merge needs
 * @param requests of the whole day
 * @param bytes of the day
 * @param month what a month of such days costs
 * @param partnerFile YAML for the partner file
 * @param assumptions on which all of it stands
 * @param warnings what does not fit
 */
record Plan(
    DeliverySize delivery,
    Extract extract,
    Merge merge,
    StorageRequests requests,
    Bytes bytes,
    Cost month,
    String partnerFile,
    List<String> assumptions,
    List<String> warnings) {

  /**
   * Extraction.
   *
   * @param containers shards, one container each
   * @param parallelism archives at once in each
   * @param cpus of each
   * @param memoryGib of each
   * @param coreHours of all together
   * @param hours by the clock
   * @param segments of all archives
   * @param requests to the storage
   */
  record Extract(
      int containers,
      int parallelism,
      int cpus,
      int memoryGib,
      double coreHours,
      double hours,
      long segments,
      StorageRequests requests) {}

  /**
   * The merge.
   *
   * @param cpus of the one container
   * @param memoryGib of it
   * @param concurrentTables at once
   * @param executors beside it; 0: the container does the work
   * @param executorCpus of each
   * @param executorMemoryGib of each
   * @param coreHours of all together
   * @param hours by the clock
   * @param requests to the storage
   */
  record Merge(
      int cpus,
      int memoryGib,
      int concurrentTables,
      int executors,
      int executorCpus,
      int executorMemoryGib,
      double coreHours,
      double hours,
      StorageRequests requests) {

    /** CPUs that are kept while it goes on. */
    int allCpus() {
      return cpus + executors * executorCpus;
    }
  }

  /**
   * Bytes of a day.
   *
   * @param segments written, and read again by the merge
   * @param merged the tables
   * @param moved over the network: delivery, segments twice, tables
   * @param kept at any time, of all days that are kept
   */
  record Bytes(long segments, long merged, long moved, long kept) {}

  /** A month's costs. */
  record Cost(double computing, double storage, double requests) {
    double total() {
      return computing + storage + requests;
    }
  }

  double coreHours() {
    return extract.coreHours() + merge.coreHours();
  }

  double hours() {
    return extract.hours() + merge.hours();
  }
}
