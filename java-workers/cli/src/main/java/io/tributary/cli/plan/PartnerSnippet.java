package io.tributary.cli.plan;

import io.tributary.core.config.ExtractSpec;
import io.tributary.core.config.ExtractSpec.SegmentCompression;
import io.tributary.core.config.MergeSpec;
import io.tributary.core.config.PartnerSpec;
import java.util.Locale;
import java.util.OptionalInt;

/** The plan as the keys of a partner file. What the file says beside it stays. */
record PartnerSnippet(PartnerSpec partner, Plan.Extract extract, Plan.Merge merge) {
  /** Spark's default in the partner file, see dags/partners/README.md. */
  private static final int MOST_EXECUTORS = 4;

  String yaml() {
    return "extract: {containers: %d, parallelism: %d%s%s}\n"
            .formatted(extract.containers(), extract.parallelism(), memory(), compression())
        + "merge: {tables-per-container: %s, concurrent-tables: %d%s}\n"
            .formatted(tablesPerContainer(), merge.concurrentTables(), partSize())
        + spark()
        + "airflow:\n  resources:\n"
        + resources("extract", extract.cpus(), extract.memoryGib())
        + resources("merge", merge.cpus(), merge.memoryGib());
  }

  private static String resources(String command, int cpus, int gib) {
    return "    %s: {cpu: %d, memory: %dGi}\n".formatted(command, cpus, gib);
  }

  private String memory() {
    long bytes = partner.extract().memoryBytes();
    return bytes == ExtractSpec.DEFAULT.memoryBytes() ? "" : ", memory: " + bytes;
  }

  private String compression() {
    return partner.extract().segmentCompression() == SegmentCompression.NONE
        ? ""
        : ", segment-compression: "
            + partner.extract().segmentCompression().name().toLowerCase(Locale.ROOT);
  }

  private String partSize() {
    long bytes = partner.merge().partBytes();
    return bytes == MergeSpec.DEFAULT.partBytes() ? "" : ", part-size: " + bytes;
  }

  private String tablesPerContainer() {
    OptionalInt tables = partner.merge().tablesPerContainer();
    return tables.isPresent() ? String.valueOf(tables.getAsInt()) : "all";
  }

  private String spark() {
    if (merge.executors() == 0) {
      return "";
    }
    return "spark:\n  spark.master: k8s://https://kubernetes.default.svc\n"
        + "  spark.dynamicAllocation.maxExecutors: \"%d\"\n"
            .formatted(Math.max(MOST_EXECUTORS, merge.executors()));
  }
}
