package io.tributary.cli.plan;

import io.tributary.core.config.ExtractSpec.SegmentCompression;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.segment.FramePacker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the plan: first how much work there is, then who does it within the hours there are. */
final class Planner {
  /** More would share one container's network and memory; fewer containers start in less time. */
  private static final int ARCHIVES_AT_ONCE = 4;

  private static final int MOST_CONTAINERS = 500;
  private static final int EXECUTOR_CPUS = 8;
  private static final int EXECUTOR_GIB = 32;
  private static final int DRIVER_CPUS = 4;
  private static final int FEWEST_EXECUTORS = 2;

  /** MaxRAMPercentage of the worker image. */
  private static final double HEAP_OF_CONTAINER = 0.6;

  private static final double MIB = 1 << 20;

  /** What a JVM of Tributary holds before it works, and what an archive has beside its buffers. */
  private static final double HEAP_AT_START_MIB = 128;

  private static final double ARCHIVE_MIB = 48;
  private static final double SPARK_MIB = 256;

  /** A task of the merge needs so many times {@code part-size}. */
  private static final double PARTS_OF_TASK = 6;

  /** Archives, and tasks of the merge, for each core where they wait for storage. */
  private static final int TASKS_OF_CPU = 2;

  /** What the driver keeps of one segment, and of one table of an archive. */
  private static final double SEGMENT_BYTES = 500;

  /** And of a frame, where segments are packed. */
  private static final double FRAME_SIZE_BYTES = Integer.BYTES;

  private static final int[] GIB = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256};

  private final PartnerSpec partner;
  private final Wishes wishes;
  private final Prices prices;
  private final DeliverySize size;
  private final RequestCount requests;
  private final List<String> warnings = new ArrayList<>();

  /**
   * A planner.
   *
   * @param lacks what is not there of the delivery, or nothing
   */
  Planner(
      PartnerSpec partner,
      Wishes wishes,
      Prices prices,
      DeliverySize size,
      Optional<String> lacks) {
    this.partner = partner;
    this.wishes = wishes;
    this.prices = prices;
    this.size = size;
    this.requests = new RequestCount(size, partner);
    lacks.ifPresent(what -> warnings.add("not all of the delivery is there: " + what));
  }

  Plan plan() {
    double extracting =
        (size.packedMegabytes() * extractCpuMs()
                + size.unpackedMegabytes() * (packs() ? MeasuredRates.PACK_CPU_MS : 0))
            / 1000
            / 3600;
    double mergeCpuMs = MeasuredRates.MERGE_CPU_MS + (packs() ? MeasuredRates.UNPACK_CPU_MS : 0);
    double merging =
        (size.unpackedMegabytes() * mergeCpuMs / 1000 + MeasuredRates.MERGE_START_CPU_SECONDS)
            / 3600;
    // As many cores in both stages as do the whole in the hours there are.
    double cores = (extracting + merging) / (wishes.hours() * MeasuredRates.BUSY);
    Plan.Extract extract = extract(extracting, cores);
    Plan.Merge merge = merge(merging, cores);
    Plan.Bytes bytes = bytes();
    StorageRequests all = extract.requests().plus(merge.requests()).plus(requests.rest());
    warn(extract, merge);
    return new Plan(
        size,
        extract,
        merge,
        all,
        bytes,
        cost(extract, merge, bytes, all),
        new PartnerSnippet(partner, extract, merge).yaml(),
        new Assumptions(partner, wishes, prices).lines(),
        warnings);
  }

  private boolean packs() {
    return partner.extract().segmentCompression() == SegmentCompression.ZSTD;
  }

  private double extractCpuMs() {
    return wishes.inflater() == Wishes.Inflater.ISAL
        ? MeasuredRates.EXTRACT_ISAL_CPU_MS
        : MeasuredRates.EXTRACT_JDK_CPU_MS;
  }

  private Plan.Extract extract(double work, double cores) {
    int most = Math.min(partner.source().maxConnections(), MOST_CONTAINERS * ARCHIVES_AT_ONCE);
    most = (int) Math.min(most, Math.max(1, size.archives()));
    int wanted = (int) Math.max(1, Math.min(most, Math.ceil(cores)));
    int containers = (wanted + ARCHIVES_AT_ONCE - 1) / ARCHIVES_AT_ONCE;
    // Connections are divided among the containers: what does not divide is lost.
    int each = Math.min(ARCHIVES_AT_ONCE, most / containers);
    if (containers * each < (containers - 1) * ARCHIVES_AT_ONCE) {
      containers--;
      each = ARCHIVES_AT_ONCE;
    }
    int cpus = containers == 1 ? wanted : each;
    int atOnce = archivesAtOnce(cpus, containers);
    double heap =
        HEAP_AT_START_MIB + atOnce * (ARCHIVE_MIB + partner.extract().memoryBytes() / MIB);
    double startHours = MeasuredRates.START_SECONDS / 3600;
    double coreHours = work + containers * startHours;
    return new Plan.Extract(
        containers,
        atOnce,
        cpus,
        container(heap),
        coreHours,
        startHours + work / (containers * cpus * MeasuredRates.BUSY),
        Math.round(size.archives() * requests.segmentsOfArchive()),
        requests.extract(containers));
  }

  /** An archive waits for storage about as long as it keeps a core busy. */
  private int archivesAtOnce(int cpus, int containers) {
    if (partner.storage().scheme().equals("file")) {
      return cpus;
    }
    long archives = Math.min(partner.source().maxConnections(), size.archives());
    return (int) Math.max(cpus, Math.min((long) TASKS_OF_CPU * cpus, archives / containers));
  }

  private Plan.Merge merge(double work, double cores) {
    // Executors do not see a folder of one machine.
    boolean local = partner.storage().scheme().equals("file");
    boolean alone = local || cores <= wishes.containerCpus();
    int executors = alone ? 0 : (int) Math.max(FEWEST_EXECUTORS, Math.ceil(cores / EXECUTOR_CPUS));
    int cpus = alone ? cpus(cores) : Math.min(DRIVER_CPUS, wishes.containerCpus());
    int lanes = alone ? cpus : executors * EXECUTOR_CPUS;
    double tasks =
        alone ? cpus * (local ? 1 : TASKS_OF_CPU) * PARTS_OF_TASK * partner.merge().partBytes() : 0;
    double manifests =
        size.archives() * (requests.segmentsOfArchive() + size.tables()) * SEGMENT_BYTES
            + (packs() ? FRAME_SIZE_BYTES * size.unpackedBytes() / FramePacker.FRAME_BYTES : 0);
    double hours = MeasuredRates.START_SECONDS / 3600 + work / (lanes * MeasuredRates.BUSY);
    return new Plan.Merge(
        cpus,
        container(SPARK_MIB + (tasks + manifests) / MIB),
        Math.min(size.tables(), lanes <= 4 ? 2 : 4),
        executors,
        alone ? 0 : EXECUTOR_CPUS,
        alone ? 0 : EXECUTOR_GIB,
        work,
        hours,
        requests.merge());
  }

  /** The next of 1, 2, 4, 8 and so on that the nodes have room for. */
  private int cpus(double cores) {
    int cpus = 2;
    while (cpus < cores) {
      cpus *= 2;
    }
    return Math.min(cpus, wishes.containerCpus());
  }

  private static int container(double heapMib) {
    double wanted = heapMib / HEAP_OF_CONTAINER / 1024;
    for (int gib : GIB) {
      if (gib >= wanted) {
        return gib;
      }
    }
    return (int) Math.ceil(wanted);
  }

  private Plan.Bytes bytes() {
    long unpacked = size.unpackedBytes();
    long segments = packs() ? Math.round(unpacked * MeasuredRates.PACKED_SEGMENTS) : unpacked;
    long kept = segments * wishes.keepSegments() + unpacked * wishes.keepTables();
    long moved = size.packedBytes() + 2 * segments + unpacked;
    return new Plan.Bytes(segments, unpacked, moved, kept);
  }

  private Plan.Cost cost(
      Plan.Extract extract, Plan.Merge merge, Plan.Bytes bytes, StorageRequests all) {
    // CPUs are paid for while their pods are there, busy or not.
    double cpuHours =
        (double) extract.containers() * extract.cpus() * extract.hours()
            + merge.allCpus() * merge.hours();
    return new Plan.Cost(
        prices.computing(cpuHours), prices.storing(bytes.kept()), prices.requests(all));
  }

  private void warn(Plan.Extract extract, Plan.Merge merge) {
    double hours = extract.hours() + merge.hours();
    // Rounding alone makes a few minutes.
    if (hours > wishes.hours() * 1.05) {
      warnings.add(
          "takes "
              + Figures.rounded(hours)
              + " hours and not "
              + Figures.exact(wishes.hours())
              + ": "
              + whyLonger(extract));
    }
    if (merge.executors() > 0) {
      warnings.add(
          "executors need spark.enabled in the chart's values, and a namespace of the partner's own");
    }
    int largest = GIB[GIB.length - 1];
    if (merge.memoryGib() > largest) {
      warnings.add(
          "the merge container is larger than "
              + largest
              + "Gi: raise extract.memory,"
              + " which makes fewer segments to plan with");
    }
  }

  private String whyLonger(Plan.Extract extract) {
    int connections = partner.source().maxConnections();
    // What does not divide among the containers is lost.
    if (extract.containers() * extract.cpus() > connections - ARCHIVES_AT_ONCE) {
      return "source.max-connections is "
          + connections
          + ", and each archive at once takes one; ask the partner for more";
    }
    return partner.storage().scheme().equals("file")
        ? "the storage is a folder of one machine, where one container merges"
        : "there are no more archives to share";
  }
}
