package io.tributary.merge;

import io.tributary.core.config.TableSpec;
import io.tributary.merge.publish.TableMeasures.Repeated;
import io.tributary.merge.slice.SliceTally;
import io.tributary.merge.spark.TableJobs;
import io.tributary.merge.spark.TableJobs.RowCounts;
import java.util.Optional;

/** Finds duplicates and collisions before a table's rows are sliced, where somebody asks. */
final class RepeatedRowCounts {
  private final TableJobs jobs;
  private final Optional<RowCounts> counted;

  /** Decides on repeated rows where they do not stay; counting alone needs no decisions. */
  RepeatedRowCounts(TableJobs jobs, TableSpec spec) {
    this.jobs = jobs;
    if (jobs.decides()) {
      jobs.decideOnRepeatedRows();
      this.counted = Optional.empty();
    } else {
      this.counted = spec.countsRows() ? Optional.of(jobs.countRepeatedRows()) : Optional.empty();
    }
  }

  /** How many there are, known when the rows were sliced; empty when nobody asked. */
  Optional<Repeated> of(SliceTally tally) {
    return jobs.decides()
        ? Optional.of(new Repeated(tally.duplicates(), tally.collisions()))
        : counted.map(counts -> new Repeated(counts.duplicates(), counts.collisions()));
  }
}
