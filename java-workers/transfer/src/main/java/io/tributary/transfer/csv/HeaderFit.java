package io.tributary.transfer.csv;

import io.tributary.core.config.CsvDialect;

/**
 * Judges a member's header by the records behind it. When there are at least two, the first of them
 * (up to eight) all have one number of fields that is not the header's, and none of the sample has
 * the header's, it is not their header: lines stand in front of it, or it goes on in a second line.
 *
 * <p>One record that fits speaks for the header, and so do first records that are malformed or not
 * of one number of fields: ragged records are merge's business. Mostly the first record fits, and
 * nothing more is looked at.
 */
public final class HeaderFit {
  private static final int AGREEING = 8;
  private static final int SAMPLE = 1_000;
  private static final int SAMPLE_BYTES = 1 << 20;

  private final int columns;
  private final RecordShape shape;
  private int taken;
  private int records;
  private int fields;
  private boolean decided;
  private boolean unfit;

  /** Waits for the first byte behind a header. */
  public HeaderFit(CsvDialect dialect, MemberHeader header) {
    this.columns = header.columns().size();
    this.shape = new RecordShape(dialect, header);
  }

  /**
   * Takes bytes until all is decided, which is at the same byte whatever the pieces.
   *
   * @return the first place in {@code [from, to)} that was not looked at
   */
  public int accept(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !decided) {
      if (shape.take(bytes[at++])) {
        endRecord();
      }
      if (++taken == SAMPLE_BYTES && !decided) {
        decide(AGREEING);
      }
    }
    return at;
  }

  /** The member has ended. */
  public void finish() {
    if (!decided && shape.finish()) {
      endRecord();
    }
    if (!decided) {
      decide(2);
    }
  }

  /** Whether nothing more is looked at. */
  public boolean decided() {
    return decided;
  }

  /** Whether the member is to be refused. */
  public boolean unfit() {
    return unfit;
  }

  /** What was seen, for a person. */
  public String detail() {
    return "the header has "
        + (columns == 1 ? "1 field" : columns + " fields")
        + ", the first "
        + Math.min(records, AGREEING)
        + " records behind it have "
        + fields
        + " each: there are lines before the header, or it has several";
  }

  private void endRecord() {
    int its = shape.fields();
    if (its == columns || (records < AGREEING && (its == 0 || (records > 0 && its != fields)))) {
      decided = true;
      return;
    }
    fields = records++ == 0 ? its : fields;
    if (records == SAMPLE) {
      decide(AGREEING);
    }
  }

  private void decide(int least) {
    decided = true;
    unfit = records >= least;
  }
}
