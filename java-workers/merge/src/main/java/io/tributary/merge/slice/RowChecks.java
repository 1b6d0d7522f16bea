package io.tributary.merge.slice;

import io.tributary.core.config.ColumnName;
import io.tributary.core.document.Sample;
import io.tributary.merge.check.TestFailure;
import io.tributary.merge.check.ValueEvaluator;
import io.tributary.merge.measure.ShownText;
import io.tributary.quality.contract.ValueCheck;
import io.tributary.quality.contract.ValueTest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A contract's checks on one row after the other. Here alone it is decided which well-formed
 * records go to quarantine by a rule, so that all passes over the data agree.
 *
 * <p>A check that throws is left out for the rest of its member: members are never split, so this
 * too is the same whatever the splits, and a pattern that takes ages costs each member once.
 */
final class RowChecks {
  /** Stands for no check. */
  static final int NONE = -1;

  /** What a check said of a row. */
  enum Outcome {
    PASSED,
    FAILED,
    /** It threw here or earlier in the member. */
    UNKNOWN
  }

  private final TableJob job;
  private final List<ValueCheck> checks;
  private final int[] columns;

  /** The checks to ask, those of one column together. */
  private final int[] asked;

  private final ValueEvaluator[] evaluators;
  private final boolean[] nullFails;

  /** Words for nothing are compared as they are, those that count as NULL as well. */
  private final boolean[] asksNull;

  private final String[] broken;
  private final String[] thrown;
  private final Outcome[] outcomes;
  private boolean allPassed = true;
  private VariantLayout variant;
  private FieldView field;
  private boolean present;

  private RowChecks(TableJob job, Predicate<ValueCheck> which) {
    this.job = job;
    this.checks = job.checks();
    List<String> names = job.columns().stream().map(ColumnName::normalise).toList();
    this.columns = checks.stream().mapToInt(check -> names.indexOf(check.column())).toArray();
    this.asked =
        IntStream.range(0, checks.size())
            .filter(check -> which.test(checks.get(check)))
            .boxed()
            .sorted(Comparator.comparingInt(check -> columns[check]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.evaluators = new ValueEvaluator[checks.size()];
    this.nullFails = new boolean[checks.size()];
    this.asksNull = new boolean[checks.size()];
    this.broken = new String[checks.size()];
    this.thrown = new String[checks.size()];
    this.outcomes = new Outcome[checks.size()];
    Arrays.fill(outcomes, Outcome.PASSED);
    for (int check : asked) {
      prepare(check);
    }
  }

  /** All checks. */
  static RowChecks all(TableJob job) {
    return new RowChecks(job, check -> true);
  }

  /** Those that send rows to quarantine, for a pass that counts nothing. */
  static RowChecks deciding(TableJob job) {
    return new RowChecks(job, ValueCheck::quarantine);
  }

  private void prepare(int check) {
    ValueTest test = checks.get(check).test();
    nullFails[check] = ValueEvaluator.nullFails(test);
    asksNull[check] = test instanceof ValueTest.NotAmong;
    try {
      evaluators[check] = ValueEvaluator.of(test);
    } catch (RuntimeException e) {
      broken[check] = e.toString();
    }
  }

  /** Whether no check asks anything. */
  boolean none() {
    return asked.length == 0;
  }

  /** Turns to a member; one without any record has no variant. */
  void member(VariantLayout next) {
    if (next != null) {
      if (variant == null || variant.quote() != next.quote()) {
        field = new FieldView(next.quote());
      }
      variant = next;
    }
    System.arraycopy(broken, 0, thrown, 0, broken.length);
  }

  /** Asks all checks, and says which sends the row to quarantine: the first that does. */
  int judge(SlicedRecord record) {
    if (!allPassed) {
      Arrays.fill(outcomes, Outcome.PASSED);
      allPassed = true;
    }
    int ruling = NONE;
    int looked = NONE - 1;
    boolean isNull = true;
    for (int check : asked) {
      if (columns[check] != looked) {
        looked = columns[check];
        isNull = look(record, looked);
      }
      Outcome outcome = outcome(check, isNull);
      if (outcome != Outcome.PASSED) {
        outcomes[check] = outcome;
        allPassed = false;
        if (outcome == Outcome.FAILED
            && checks.get(check).quarantine()
            && (ruling == NONE || check < ruling)) {
          ruling = check;
        }
      }
    }
    return ruling;
  }

  /** Turns to a column of the record; true when it is NULL. */
  private boolean look(SlicedRecord record, int column) {
    int source = column < 0 ? -1 : variant.sources()[column];
    present = source >= 0;
    if (!present) {
      return true;
    }
    field.look(record, source);
    int length = field.length();
    return length == 0
        ? job.nullValues().empty()
        : length <= job.nullValues().longest()
            && job.nullValues().contains(field.bytes(), field.from(), field.to());
  }

  private Outcome outcome(int check, boolean isNull) {
    if (thrown[check] != null) {
      return Outcome.UNKNOWN;
    }
    try {
      return passes(check, isNull) ? Outcome.PASSED : Outcome.FAILED;
    } catch (RuntimeException e) {
      thrown[check] = e instanceof TestFailure ? e.getMessage() : e.toString();
      return Outcome.UNKNOWN;
    }
  }

  private boolean passes(int check, boolean isNull) {
    if (isNull && (nullFails[check] || !present || !asksNull[check])) {
      return !nullFails[check];
    }
    return evaluators[check].passes(field.bytes(), field.from(), field.to());
  }

  /** Whether every check passed the row. */
  boolean allPassed() {
    return allPassed;
  }

  /** What a check said of the row. */
  Outcome outcome(int check) {
    return outcomes[check];
  }

  /** Why a check knows nothing of the row. */
  String thrown(int check) {
    return thrown[check];
  }

  /** The reason of a row that a check sends to quarantine. */
  String reason(int check) {
    return "rule:" + checks.get(check).id();
  }

  /** The value that a check looks at, for a person. */
  String value(SlicedRecord record, int check) {
    int source = columns[check] < 0 ? -1 : variant.sources()[columns[check]];
    if (source < 0) {
      return "";
    }
    field.look(record, source);
    return ShownText.of(field.bytes(), field.from(), field.to(), Sample.LONGEST_VALUE);
  }
}
