package io.tributary.quality;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The values of a column look as they did on the baseline day; without one, a few odd values in a
 * column of one type are named.
 */
final class TypeConformityRule implements Rule {
  /** Values of which fewer say nothing about a column's type. */
  private static final long ENOUGH = 50;

  /** A column has a type when this share of its values looks like it. */
  private static final double TYPED = 0.95;

  /** Fewer odd values than this share are left to the eye. */
  private static final double WORTH_A_LOOK = 0.001;

  @Override
  public String name() {
    return "type-conformity";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    return facts.columns().stream()
        .flatMap(
            column -> {
              Optional<TableMetadata.Column> before = facts.before(column);
              return before.isPresent() && values(before.get()) >= ENOUGH
                  ? changed(facts, column, before.get())
                  : mixed(facts, column);
            });
  }

  private Stream<Finding> changed(
      TableFacts facts, TableMetadata.Column column, TableMetadata.Column before) {
    Optional<String> type = type(before);
    if (type.isEmpty() || values(column) == 0) {
      return Stream.empty();
    }
    Proportion odd = odd(column, type.get());
    Proportion oddBefore = odd(before, type.get());
    if (odd.ratio() < WORTH_A_LOOK || odd.ratio() <= 2 * oddBefore.ratio()) {
      return Stream.empty();
    }
    return Stream.of(
        column(
            odd.ratio() > 0.5 ? Severity.ERROR : Severity.WARN,
            facts,
            column.name(),
            odd
                + " of the values are "
                + mostOdd(column, type.get())
                + "; the column was "
                + type.get()
                + " on "
                + facts.baseline().get().date(),
            shares(column),
            shares(before)));
  }

  private Stream<Finding> mixed(TableFacts facts, TableMetadata.Column column) {
    Optional<String> type = type(column);
    if (type.isEmpty() || values(column) < ENOUGH) {
      return Stream.empty();
    }
    Proportion odd = odd(column, type.get());
    if (odd.ratio() < WORTH_A_LOOK) {
      return Stream.empty();
    }
    return Stream.of(
        column(
            Severity.WARN,
            facts,
            column.name(),
            odd + " " + mostOdd(column, type.get()) + " in a column of " + type.get() + "s",
            shares(column),
            "one type"));
  }

  /** The type of a column: what nearly all of its values fit; text and mixtures have none. */
  private static Optional<String> type(TableMetadata.Column column) {
    return Stream.of("integer", "decimal", "boolean", "date", "timestamp")
        .filter(type -> 1 - odd(column, type).ratio() >= TYPED)
        .findFirst();
  }

  private static Proportion odd(TableMetadata.Column column, String type) {
    long odd =
        column.types().entrySet().stream()
            .filter(entry -> !fits(entry.getKey(), type))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return new Proportion(odd, values(column));
  }

  private static String mostOdd(TableMetadata.Column column, String type) {
    return column.types().entrySet().stream()
        .filter(entry -> !fits(entry.getKey(), type))
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  /** Integers are decimals, and dates are timestamps, to whoever reads the column. */
  private static boolean fits(String value, String type) {
    return value.equals(type)
        || (type.equals("decimal") && value.equals("integer"))
        || (type.equals("timestamp") && value.equals("date"));
  }

  private static long values(TableMetadata.Column column) {
    return column.types().values().stream().mapToLong(Long::longValue).sum();
  }

  private static String shares(TableMetadata.Column column) {
    long values = values(column);
    StringBuilder text = new StringBuilder();
    column
        .types()
        .forEach(
            (type, count) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(type)
                    .append(' ')
                    .append(Figures.percent((double) count / values)));
    return text.toString();
  }
}
