package io.tributary.quality;

import io.tributary.core.document.Finding;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import io.tributary.core.history.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/**
 * Says once what many tables have in common: a day on which they all have fewer rows than usual is
 * a day off, or half a delivery, and in both cases one thing to look into. What each table differs
 * by stays as a note; a table that differs by far more than the others is news of its own.
 */
public final class CommonCause {
  /** The rule of the finding on the delivery. */
  public static final String RULE = "row-counts";

  /** Fewer tables may well meet by chance. */
  private static final int TABLES = 3;

  /** So many of all tables, as one in this number, do not meet by chance. */
  private static final int ONE_IN = 3;

  /** Unless half of all tables say the same, a table that differs by as much is news of its own. */
  private static final double MUCH = -StrictMath.log(0.75);

  /** Tables that differ by so many times what is common are not explained by it. */
  private static final double APART = 2;

  /** Tables that are named in the message. */
  private static final int NAMED = 5;

  private CommonCause() {}

  /**
   * Folds the findings of a day's tables.
   *
   * @param findings of all tables
   * @param tables how many tables were judged
   */
  public static List<Finding> fold(List<Finding> findings, int tables) {
    return fold(fold(findings, tables, "fewer", off -> off < 0), tables, "more", off -> off > 0);
  }

  private static List<Finding> fold(
      List<Finding> findings, int tables, String what, DoublePredicate direction) {
    List<Finding> same =
        findings.stream()
            .filter(CommonCause::foldable)
            .filter(finding -> direction.test(off(finding)))
            .sorted(Comparator.comparing(finding -> -Math.abs(off(finding))))
            .toList();
    if (same.size() < Math.max(TABLES, (tables + ONE_IN - 1) / ONE_IN)) {
      return findings;
    }
    double common = off(same.get(same.size() / 2));
    Set<Finding> explained = new HashSet<>(same);
    double apart = APART * Math.abs(common);
    double limit = 2 * same.size() >= tables ? apart : Math.min(apart, MUCH);
    explained.removeIf(finding -> Math.abs(off(finding)) > limit);
    List<Finding> folded = new ArrayList<>();
    folded.add(finding(same, tables, what, common));
    for (Finding finding : findings) {
      folded.add(explained.contains(finding) ? note(finding) : finding);
    }
    return folded;
  }

  /**
   * Whether history says that a table has more or fewer rows, and nothing graver is known of it.
   */
  private static boolean foldable(Finding finding) {
    return finding.severity() == Severity.WARN
        && finding.action() == RuleAction.PUBLISH
        && finding.rule().equals(RowCountRule.NAME)
        && finding.metric().equals(Optional.of(Metric.MERGED.code()))
        && finding.value().filter(rows -> rows > 0).isPresent()
        && finding.band().flatMap(band -> band.centre()).filter(rows -> rows > 0).isPresent();
  }

  /** The logarithm of today's rows as a share of the usual ones. */
  private static double off(Finding finding) {
    double usual = finding.band().flatMap(band -> band.centre()).orElseThrow();
    return StrictMath.log(finding.value().orElseThrow() / usual);
  }

  private static Finding finding(List<Finding> same, int tables, String what, double common) {
    String named =
        same.stream()
            .limit(NAMED)
            .map(one -> one.table().orElse("") + " " + percent(off(one)))
            .collect(Collectors.joining(", "));
    String count = same.size() + " of " + tables + " tables";
    return new Finding(
        Severity.WARN,
        Optional.empty(),
        Optional.empty(),
        RULE,
        count
            + " have "
            + what
            + " rows than usual, by "
            + percent(common)
            + " in the middle: "
            + named
            + (same.size() > NAMED ? " and more" : ""),
        count,
        "fewer than " + Math.max(TABLES, (tables + ONE_IN - 1) / ONE_IN));
  }

  private static String percent(double off) {
    return String.format(Locale.ROOT, "%.0f %%", Math.abs(StrictMath.expm1(off)) * 100);
  }

  private static Finding note(Finding finding) {
    return new Finding(
        Severity.OK,
        finding.table(),
        finding.column(),
        finding.rule(),
        finding.message() + ", as other tables",
        finding.actual(),
        finding.expected(),
        finding.action(),
        finding.metric(),
        finding.value(),
        finding.band(),
        finding.samples());
  }
}
