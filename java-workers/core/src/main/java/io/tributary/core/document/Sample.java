package io.tributary.core.document;

import java.io.Serializable;

/**
 * One value or record that breaks a rule, and where it stands, so that a partner can look it up.
 *
 * @param archive that has it
 * @param member of the archive
 * @param line of the member on which the record begins, from 1; the header's line counts
 * @param value at fault, or the beginning of the record; 200 characters at most
 */
public record Sample(String archive, String member, long line, String value)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Characters of a value that are kept. */
  public static final int LONGEST_VALUE = 200;

  /** Samples of one finding that are kept: the first by (archive, place, record). */
  public static final int KEPT = 3;
}
