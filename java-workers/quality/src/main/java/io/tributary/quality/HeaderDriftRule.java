package io.tributary.quality;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Change;
import java.util.stream.Stream;

/** Headers that changed since the baseline day. What had changed by then already is no news. */
final class HeaderDriftRule implements Rule {
  @Override
  public String name() {
    return "header-drift";
  }

  @Override
  public Stream<Ruling> judge(TableFacts facts) {
    if (facts.baseline().isEmpty() && facts.drift().baseline().isEmpty()) {
      return Stream.empty();
    }
    Stream<Ruling> changes =
        facts.drift().changes().stream()
            .filter(change -> !known(facts, change))
            .map(change -> ruling(facts, change));
    return Stream.concat(changes, reordered(facts));
  }

  private Ruling ruling(TableFacts facts, Change change) {
    String share =
        Figures.count(change.members())
            + " of "
            + Figures.count(change.ofMembers(), "member", "members");
    String where =
        change.archive().map(archive -> ", first in " + archive).orElse("")
            + change.member().map(member -> ": " + member).orElse("");
    String message =
        switch (change.kind()) {
          case ADDED -> "new column in " + share + where;
          case REMOVED -> "column is gone from all members";
          case PARTIAL -> "column is in " + share + " only" + where;
          case RENAMED -> "written '" + change.delivered().orElse("") + "' in " + share + where;
        };
    String expected =
        switch (change.kind()) {
          case ADDED -> "no such column";
          case REMOVED, PARTIAL -> "the column in every member";
          case RENAMED -> "'" + change.column() + "'";
        };
    return column(Severity.WARN, facts, change.column(), message, share, expected);
  }

  private Stream<Ruling> reordered(TableFacts facts) {
    long members = facts.drift().reorderedMembers();
    boolean before = facts.baseline().filter(day -> day.drift().reorderedMembers() > 0).isPresent();
    if (members == 0 || before) {
      return Stream.empty();
    }
    String share =
        Figures.count(members)
            + " of "
            + Figures.count(facts.counts().members(), "member", "members");
    return Stream.of(
        table(
            Severity.WARN,
            facts,
            "columns come in another order in " + share + "; merged by name",
            share,
            "the known order"));
  }

  /** Whether the baseline day had the same change. */
  private static boolean known(TableFacts facts, Change change) {
    if (facts.baseline().isEmpty()) {
      return false;
    }
    TableMetadata before = facts.baseline().get();
    return switch (change.kind()) {
      case ADDED -> false;
      case RENAMED ->
          before.drift().changes().stream()
              .anyMatch(
                  old ->
                      old.kind() == Change.Kind.RENAMED
                          && old.column().equals(change.column())
                          && old.delivered().equals(change.delivered()));
      case REMOVED, PARTIAL ->
          before.columns().stream()
              .filter(column -> column.name().equals(change.column()))
              .anyMatch(
                  column ->
                      change.kind() == Change.Kind.REMOVED
                          ? column.members() == 0
                          : column.members() < before.counts().members());
    };
  }
}
