package io.tributary.quality;

import io.tributary.core.document.Finding;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges a table by rules before it is published. */
public final class QualityJudge {
  private static final Logger LOG = LoggerFactory.getLogger(QualityJudge.class);

  private final List<Rule> rules;

  QualityJudge(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The rules that hold for every table, without a contract. */
  public static QualityJudge standard() {
    return new QualityJudge(
        List.of(
            new ConservationRule(),
            new ExpectedTableRule(),
            new RowCountRule(),
            new HeaderDriftRule(),
            new NullRatioRule(),
            new TypeConformityRule(),
            new MalformedRecordsRule(),
            new RepeatedRowsRule(),
            new RepeatedMembersRule()));
  }

  /** Asks all rules; one that throws costs its own findings only. */
  public Judgement judge(TableFacts facts) {
    List<Finding> findings = new ArrayList<>();
    Severity verdict = Severity.OK;
    boolean hold = false;
    for (Rule rule : rules) {
      for (Finding finding : rulings(rule, facts)) {
        findings.add(finding);
        verdict = verdict.or(finding.severity());
        hold |= finding.action() == RuleAction.HOLD;
      }
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
