package io.tributary.embedded.sample;

import java.util.Random;

/**
 * How a member's text is laid out.
 *
 * @param quoteAll whether every field is quoted
 * @param lastLineEnd what follows the last record
 */
record MemberStyle(
    Content content, String lineEnd, boolean byteOrderMark, boolean quoteAll, String lastLineEnd) {
  /** What is in the member. */
  enum Content {
    ROWS,
    /** Rows until one opens a quote that never closes. */
    UNTERMINATED,
    HEADER_ONLY,
    NOTHING
  }

  static MemberStyle any(Random random) {
    int chance = random.nextInt(100);
    String lineEnd = chance < 10 ? "\r\n" : "\n";
    boolean mark = random.nextInt(100) < 3;
    boolean quoteAll = random.nextInt(100) < 5;
    int last = random.nextInt(100);
    String lastLineEnd = last < 4 ? "" : last < 6 ? lineEnd + lineEnd : lineEnd;
    return new MemberStyle(Content.ROWS, lineEnd, mark, quoteAll, lastLineEnd);
  }

  /** Old Macintosh line ends. */
  static MemberStyle carriageReturns() {
    return new MemberStyle(Content.ROWS, "\r", false, false, "\r");
  }

  static MemberStyle plain(Content content) {
    return new MemberStyle(content, "\n", false, false, "\n");
  }
}
