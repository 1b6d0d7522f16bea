package io.tributary.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of cells, aligned by column: numbers to the right, words to the left. */
final class TextTable {
  private final boolean[] right;
  private final List<String[]> lines = new ArrayList<>();

  /**
   * A table without lines.
   *
   * @param alignment one character a column: {@code <} left, {@code >} right
   */
  TextTable(String alignment) {
    right = new boolean[alignment.length()];
    for (int i = 0; i < right.length; i++) {
      right[i] = alignment.charAt(i) == '>';
    }
  }

  /** Adds a line of at most as many cells as there are columns. */
  void add(String... cells) {
    if (cells.length > right.length) {
      throw new IllegalArgumentException(Arrays.toString(cells));
    }
    lines.add(cells.clone());
  }

  /** Writes all lines, two spaces between columns, none at the end. */
  void writeTo(StringBuilder text) {
    int[] widths = new int[right.length];
    for (String[] line : lines) {
      for (int i = 0; i < line.length; i++) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(line[i]));
      }
    }
    for (String[] line : lines) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < line.length; i++) {
        out.append(i == 0 ? "" : "  ")
            .append(
                right[i]
                    ? DisplayWidth.right(line[i], widths[i])
                    : DisplayWidth.left(line[i], widths[i]));
      }
      text.append(out.toString().stripTrailing()).append('\n');
    }
  }
}
