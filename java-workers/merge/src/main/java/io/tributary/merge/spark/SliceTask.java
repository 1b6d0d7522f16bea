package io.tributary.merge.spark;

import io.tributary.merge.slice.Slice;
import io.tributary.merge.slice.Target;
import java.io.Serializable;
import java.util.List;

/**
 * What one task does.
 *
 * @param slices that follow each other
 * @param target where their bytes go
 */
public record SliceTask(List<Slice> slices, Target target) implements Serializable {
  private static final long serialVersionUID = 1L;
}
