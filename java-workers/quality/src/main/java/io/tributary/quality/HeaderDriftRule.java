package io.tributary.quality;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Change;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Headers that changed since the baseline day. What had changed by then already is no news. */
public final class HeaderDriftRule implements Rule {
  private final Set<Change.Kind> allowed;
  private final boolean reordering;

  /** Every change is worth a look. */
  HeaderDriftRule() {
    this(Set.of(), false);
  }

  /**
   * Some changes are expected.
   *
   * @param allowed kinds of change that are no news
   * @param reordering whether another order is no news
   */
  public HeaderDriftRule(Set<Change.Kind> allowed, boolean reordering) {
    this.allowed = Set.copyOf(allowed);
    this.reordering = reordering;
  }

  @Override
  public String name() {
    return "header-drift";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    if (facts.baseline().isEmpty() && facts.drift().baseline().isEmpty()) {
      return Stream.empty();
    }
    List<Change> news =
        facts.drift().changes().stream()
            .filter(change -> !allowed.contains(change.kind()) && !known(facts, change))
            .toList();
    Stream<Finding> changes =
        news.stream()
            .filter(change -> change.kind() != Change.Kind.RENAMED)
            .map(change -> of(facts, change));
    return Stream.of(changes, respelled(facts, news), reordered(facts))
        .flatMap(Function.identity());
  }

  private Finding of(TableFacts facts, Change change) {
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
          case RENAMED -> throw new IllegalArgumentException("told for all columns together");
        };
    String expected =
        switch (change.kind()) {
          case ADDED -> "no such column";
          case REMOVED, PARTIAL, RENAMED -> "the column in every member";
        };
    return column(Severity.WARN, facts, change.column(), message, share, expected);
  }

  /** All other spellings in one finding: they are merged by name, and come for many columns. */
  private Stream<Finding> respelled(TableFacts facts, List<Change> news) {
    List<Change> respelled =
        news.stream().filter(change -> change.kind() == Change.Kind.RENAMED).toList();
    if (respelled.isEmpty()) {
      return Stream.empty();
    }
    Change first = respelled.get(0);
    long members = respelled.stream().mapToLong(Change::members).max().orElse(0);
    String share =
        Figures.count(members) + " of " + Figures.count(first.ofMembers(), "member", "members");
    String columns = Figures.count(respelled.size(), "column", "columns");
    return Stream.of(
        table(
            Severity.WARN,
            facts,
            columns
                + " in another spelling in up to "
                + share
                + ", such as '"
                + first.delivered().orElse("")
                + "' for "
                + first.column()
                + "; merged by name",
            columns,
            "the known spelling"));
  }

  private Stream<Finding> reordered(TableFacts facts) {
    long members = facts.drift().reorderedMembers();
    boolean before = facts.baseline().filter(day -> day.drift().reorderedMembers() > 0).isPresent();
    if (members == 0 || before || reordering) {
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
