package io.tributary.merge.rules;

import io.tributary.core.document.Sample;
import java.io.Serializable;

/**
 * A row at fault.
 *
 * @param place of it in the table
 * @param sample of it
 */
record FoundSample(long place, Sample sample) implements Serializable {
  private static final long serialVersionUID = 1L;
}
