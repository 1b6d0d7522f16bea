package io.tributary.merge.slice;

import java.io.Serializable;
import java.util.List;

/**
 * What a task made of its slices.
 *
 * @param slice the first one's index
 * @param tally what was counted
 * @param uploads parts of the product
 * @param size bytes of the product, uploaded or not
 * @param bytes the product's, when they are too few for a part and nothing else is in the table
 * @param quarantine rows of the quarantine file, when they are few
 * @param quarantineSize bytes of them, however many
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record SliceResult(
    int slice,
    SliceTally tally,
    List<PartUpload> uploads,
    long size,
    byte[] bytes,
    byte[] quarantine,
    long quarantineSize)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
