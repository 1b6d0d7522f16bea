package io.tributary.quality;

import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.Finding;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.quality.contract.TableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges a table by rules before it is published. */
public final class QualityJudge {
  private static final Logger LOG = LoggerFactory.getLogger(QualityJudge.class);

  private final List<Rule> rules;
  private final Optional<TableContract> contract;

  QualityJudge(List<Rule> rules) {
    this(rules, Optional.empty());
  }

  private QualityJudge(List<Rule> rules, Optional<TableContract> contract) {
    this.rules = List.copyOf(rules);
    this.contract = contract;
  }

  /** The rules that hold for every table, without a contract and by the default thresholds. */
  public static QualityJudge standard() {
    return of(QualitySpec.DEFAULT, Optional.empty());
  }

  /**
   * The rules that hold for every table, then the contract's. Where a rule of the contract judges
   * the same matter, it alone does: see {@link TableContract#replaces}.
   *
   * @param spec how strictly the rules judge that hold for every table
   */
  public static QualityJudge of(QualitySpec spec, Optional<TableContract> contract) {
    return new QualityJudge(rules(spec), contract);
  }

  /** The names of the rules that hold without a contract. */
  public static Set<String> standardRules() {
    return rules(QualitySpec.DEFAULT).stream()
        .map(Rule::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<Rule> rules(QualitySpec spec) {
    return List.of(
        new ConservationRule(),
        new ExpectedTableRule(),
        new HistoryRule(spec),
        new RowCountRule(spec),
        new HeaderDriftRule(),
        new NullRatioRule(spec),
        new ColumnTrendRule(spec),
        new DriftRule(spec),
        new TypeConformityRule(),
        new MalformedRecordsRule(spec),
        new RepeatedRowsRule(),
        new RepeatedMembersRule());
  }

  /** Asks all rules; one that throws costs its own findings only. */
  public Judgement judge(TableFacts facts) {
    List<Finding> findings = new ArrayList<>();
    Severity verdict = Severity.OK;
    boolean hold = false;
    for (Rule rule : rules) {
      rulings(rule, facts).stream()
          .filter(finding -> contract.isEmpty() || !contract.get().replaces(finding))
          .forEach(findings::add);
    }
    for (Rule rule : contract.map(TableContract::rules).orElse(List.of())) {
      findings.addAll(rulings(rule, facts));
    }
    for (Finding finding : findings) {
      verdict = verdict.or(finding.severity());
      hold |= finding.action() == RuleAction.HOLD;
    }
    return new Judgement(new TableMetadata.Quality(verdict, findings), hold);
  }

  private static List<Finding> rulings(Rule rule, TableFacts facts) {
    try {
      return rule.judge(facts).toList();
    } catch (RuntimeException e) {
      LOG.error("rule {} failed on table {}", rule.name(), facts.table(), e);
      Finding failed =
          new Finding(
              Severity.ERROR,
              Optional.of(facts.table()),
              Optional.empty(),
              "rule-failed",
              "rule " + rule.name() + " failed, so nobody has checked what it checks",
              e.toString(),
              "a judgement");
      return List.of(failed);
    }
  }
}
