package io.tributary.report;

import io.tributary.core.document.Figures;
import java.util.ArrayList;
import java.util.List;

/** Lines under a label in the margin; long lists are cut, with a count of the rest. */
final class LabelledText {
  /** Columns of a line. */
  static final int WIDTH = 110;

  /** Lines of a list that are shown. */
  static final int LINES = 10;

  private static final int LABEL = 13;

  /** Columns of a line beside its label. */
  static final int ROOM = WIDTH - LABEL;

  private static final int NAMES = 12;

  private final StringBuilder text;

  LabelledText(StringBuilder text) {
    this.text = text;
  }

  /** Names in a row, wrapped, cut with a count. */
  void names(String label, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String name : names.stream().limit(NAMES).map(DisplayWidth::plain).toList()) {
      if (!line.isEmpty() && DisplayWidth.of(line + ", " + name) > ROOM) {
        lines.add(line + ",");
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(name);
    }
    int left = names.size() - NAMES;
    lines.add(line + (left > 0 ? " and " + Figures.count(left) + " more" : ""));
    labelled(label, lines);
  }

  /** Lines, cut with a count. */
  void lines(String label, List<String> lines) {
    lines(label, lines.stream().limit(LINES).toList(), lines.size());
  }

  private void lines(String label, List<String> lines, int ofLines) {
    if (lines.isEmpty()) {
      return;
    }
    List<String> shown = new ArrayList<>(lines);
    if (ofLines > lines.size()) {
      shown.add("and " + Figures.count(ofLines - lines.size()) + " more");
    }
    labelled(label, shown);
  }

  private void labelled(String label, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      line(i == 0 ? label : "", lines.get(i));
    }
  }

  /** One line. */
  void line(String label, String line) {
    text.append(DisplayWidth.left(label, LABEL)).append(' ').append(line).append('\n');
  }

  /** The lines of a table that is cut already. */
  void aligned(String label, TextTable table, int ofLines) {
    StringBuilder lines = new StringBuilder();
    table.writeTo(lines);
    lines(label, lines.toString().lines().toList(), ofLines);
  }
}
