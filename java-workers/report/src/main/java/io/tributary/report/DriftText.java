package io.tributary.report;

import io.tributary.core.document.Figures;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * What differs in a table's headers from the baseline, in one line: {@code + board_type (412 of
 * 41,199 members), - tax}.
 */
final class DriftText {
  private final TableMetadata table;
  private final List<String> parts = new ArrayList<>();

  private DriftText(TableMetadata table) {
    this.table = table;
  }

  static String of(TableMetadata table) {
    DriftText text = new DriftText(table);
    text.columns(Change.Kind.ADDED, "+ ");
    text.columns(Change.Kind.REMOVED, "- ");
    text.columns(Change.Kind.PARTIAL, "± ");
    long respelled =
        table.drift().changes().stream()
            .filter(change -> change.kind() == Change.Kind.RENAMED)
            .map(Change::column)
            .distinct()
            .count();
    if (respelled > 0) {
      text.parts.add("other spelling of " + Figures.count(respelled, "column", "columns"));
    }
    if (table.drift().reorderedMembers() > 0) {
      text.parts.add("other order" + text.share(table.drift().reorderedMembers()));
    }
    return String.join(", ", text.parts);
  }

  private void columns(Change.Kind kind, String sign) {
    for (Change change : table.drift().changes()) {
      if (change.kind() == kind) {
        String share = kind == Change.Kind.REMOVED ? "" : share(change.members());
        parts.add(sign + change.column() + share);
      }
    }
  }

  private String share(long members) {
    return " ("
        + Figures.count(members)
        + " of "
        + Figures.count(table.counts().members(), "member", "members")
        + ")";
  }
}
