package io.tributary.quality.contract;

import io.tributary.core.config.ColumnName;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Change;
import io.tributary.quality.HeaderDriftRule;
import io.tributary.quality.Rule;
import io.tributary.quality.TableFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Headers stay what they were, or what the contract says.
 *
 * @param head of the rule
 * @param allowed what may change all the same
 * @param columns of the contract, when the headers are held against it; empty: against the baseline
 */
record DriftLimit(RuleHead head, List<Kind> allowed, List<String> columns) implements Rule {
  /** The name of the rule in a contract. */
  static final String NAME = "header-drift";

  /** What can change in headers. */
  enum Kind {
    ADDED,
    REMOVED,
    PARTIAL,
    RENAMED,
    REORDERED;

    static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    static List<String> words() {
      return Arrays.stream(values()).map(Kind::word).toList();
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  DriftLimit {
    allowed = List.copyOf(allowed);
    columns = List.copyOf(columns);
  }

  @Override
  public String name() {
    return head.id();
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    Set<Change.Kind> expected =
        allowed.stream()
            .filter(kind -> kind != Kind.REORDERED)
            .map(kind -> Change.Kind.valueOf(kind.name()))
            .collect(Collectors.toSet());
    if (columns.isEmpty()) {
      return ruled(new HeaderDriftRule(expected, allowed.contains(Kind.REORDERED)), facts);
    }
    // Of columns that are gone the rule on the contract's columns tells.
    expected.addAll(Set.of(Change.Kind.ADDED, Change.Kind.REMOVED, Change.Kind.PARTIAL));
    return Stream.concat(
        facts.columns().stream().flatMap(column -> strange(facts, column)),
        ruled(new HeaderDriftRule(expected, allowed.contains(Kind.REORDERED)), facts));
  }

  private Stream<Finding> ruled(Rule rule, TableFacts facts) {
    return rule.judge(facts)
        .map(
            finding ->
                head.breach(
                    facts.table(),
                    finding.column(),
                    finding.message(),
                    finding.actual(),
                    finding.expected()));
  }

  private Stream<Finding> strange(TableFacts facts, TableMetadata.Column column) {
    long members = facts.counts().members();
    boolean known = columns.contains(ColumnName.normalise(column.name()));
    boolean partial = column.members() < members;
    if (column.members() == 0
        || (known && (!partial || allowed.contains(Kind.PARTIAL)))
        || (!known && allowed.contains(Kind.ADDED))) {
      return Stream.empty();
    }
    String share =
        Figures.count(column.members()) + " of " + Figures.count(members, "member", "members");
    return Stream.of(
        head.breach(
            facts.table(),
            Optional.of(column.name()),
            known ? "column is in " + share + " only" : "column of no contract in " + share,
            share,
            known ? "the column in every member" : "a column of the contract"));
  }
}
