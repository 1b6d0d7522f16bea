package io.tributary.cli;

import io.tributary.core.document.Figures;
import io.tributary.merge.Replay.Archive;
import io.tributary.merge.Replay.Changes;
import io.tributary.merge.Replay.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a replay changes, for a terminal. */
final class ReplayText {
  private static final int NAMED = 20;

  private ReplayText() {}

  /** Before it was run. */
  static String preview(Changes changes) {
    StringBuilder text = new StringBuilder();
    List<Archive> archives = changes.archives();
    if (!archives.isEmpty()) {
      text.append(Figures.count(archives.size(), "archive is", "archives are"))
          .append(" extracted again:\n");
      for (Archive archive : archives.subList(0, Math.min(NAMED, archives.size()))) {
        text.append("  ")
            .append(archive.name())
            .append(archive.before().map(reason -> ", refused before: " + reason).orElse(""))
            .append('\n');
      }
      more(archives.size(), text);
      text.append("which tables that changes, and by how many records, is known afterwards\n");
      next("batch_extract", text);
      return text.toString();
    }
    if (changes.tables().isEmpty()) {
      return "a rerun changes nothing: the day is as the partner file has it now\n";
    }
    tables(changes.tables(), "would come back", text);
    next("merge", text);
    return text.toString();
  }

  /** After it was run. */
  static String result(Changes changes) {
    StringBuilder text = new StringBuilder();
    List<Archive> archives = changes.archives();
    for (Archive archive : archives.subList(0, Math.min(NAMED, archives.size()))) {
      text.append("extracted again  ")
          .append(archive.name())
          .append("  ")
          .append(archive.before().map(reason -> "refused before: " + reason + ", ").orElse(""))
          .append(archive.after().map(reason -> "refused now: " + reason).orElse("accepted"))
          .append('\n');
    }
    more(archives.size(), text);
    if (changes.tables().isEmpty()) {
      text.append("no table has changed\n");
    }
    tables(changes.tables(), "came back", text);
    return text.toString();
  }

  private static void tables(List<Table> tables, String verb, StringBuilder text) {
    for (Table table : tables) {
      text.append(table.table())
          .append(": ")
          .append(Figures.count(table.back(), "record", "records"))
          .append(" of quarantine ")
          .append(verb)
          .append(", ")
          .append(Figures.count(Table.sum(table.quarantinedAfter())))
          .append(reasons(table.quarantinedAfter()))
          .append(" stay; rows ")
          .append(Figures.count(table.rowsBefore()))
          .append(" -> ")
          .append(Figures.count(table.rowsAfter()))
          .append('\n');
    }
  }

  private static String reasons(Map<String, Long> reasons) {
    return reasons.isEmpty()
        ? ""
        : reasons.entrySet().stream()
            .map(entry -> entry.getKey() + " " + Figures.count(entry.getValue()))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static void more(int count, StringBuilder text) {
    if (count > NAMED) {
      text.append("  and ").append(Figures.count(count - NAMED)).append(" more\n");
    }
  }

  private static void next(String task, StringBuilder text) {
    text.append("nothing was changed: --run does it here; in Airflow, clear ")
        .append(task)
        .append(" with Downstream\n");
  }
}
