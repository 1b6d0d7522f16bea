package io.tributary.merge.slice;

import io.tributary.core.document.LineageEntry.Deviation;
import java.io.Serializable;
import java.util.Map;

/**
 * What one archive gave to a slice.
 *
 * @param archive name
 * @param order of it among the day's archives
 * @param rows written
 * @param deviations members whose records did not all become rows, packed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record ArchiveRows(String archive, int order, long rows, byte[] deviations)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Packs one member's deviation behind others. */
  static void pack(long place, Deviation deviation, GrowingBytes into) {
    into.addNumber(place);
    into.addNumber(deviation.quarantined());
    into.addNumber((deviation.dropped() << 1) | (deviation.repeated() ? 1 : 0));
  }

  /** Unpacks the deviations into a map by place. */
  public void unpack(Map<Long, Deviation> into) {
    int[] at = {0};
    while (at[0] < deviations.length) {
      long place = number(at);
      long quarantined = number(at);
      long dropped = number(at);
      into.put(place, new Deviation(quarantined, dropped >>> 1, (dropped & 1) != 0));
    }
  }

  private long number(int[] at) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = deviations[at[0]++];
      number |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return number;
      }
    }
  }
}
