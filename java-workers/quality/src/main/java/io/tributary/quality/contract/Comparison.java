package io.tributary.quality.contract;

import io.tributary.core.document.Band;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * What a number must be, by one of the standard's operators.
 *
 * @param operator how it is compared
 * @param low the number compared with, or the smaller one
 * @param high the greater one of two, else the same
 */
record Comparison(Operator operator, double low, double high) {
  /** Nothing at all, which rules without an operator mean. */
  static final Comparison NONE = new Comparison(Operator.MUST_BE, 0, 0);

  /** The standard's operators. */
  enum Operator {
    MUST_BE("mustBe"),
    MUST_NOT_BE("mustNotBe"),
    MUST_BE_GREATER_THAN("mustBeGreaterThan"),
    MUST_BE_GREATER_OR_EQUAL_TO("mustBeGreaterOrEqualTo"),
    MUST_BE_LESS_THAN("mustBeLessThan"),
    MUST_BE_LESS_OR_EQUAL_TO("mustBeLessOrEqualTo"),
    MUST_BE_BETWEEN("mustBeBetween"),
    MUST_NOT_BE_BETWEEN("mustNotBeBetween");

    private final String key;

    Operator(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }

    static List<String> keys() {
      return Arrays.stream(values()).map(Operator::key).toList();
    }

    private boolean range() {
      return this == MUST_BE_BETWEEN || this == MUST_NOT_BE_BETWEEN;
    }
  }

  /** Whether a number is as it must be. Both ends belong to {@code between}. */
  boolean holds(double value) {
    return switch (operator) {
      case MUST_BE -> value == low;
      case MUST_NOT_BE -> value != low;
      case MUST_BE_GREATER_THAN -> value > low;
      case MUST_BE_GREATER_OR_EQUAL_TO -> value >= low;
      case MUST_BE_LESS_THAN -> value < low;
      case MUST_BE_LESS_OR_EQUAL_TO -> value <= low;
      case MUST_BE_BETWEEN -> value >= low && value <= high;
      case MUST_NOT_BE_BETWEEN -> value < low || value > high;
    };
  }

  /** In words, such as {@code at most 5 rows}. */
  String words(DoubleFunction<String> figure) {
    String number = figure.apply(low);
    return switch (operator) {
      case MUST_BE -> number;
      case MUST_NOT_BE -> "anything but " + number;
      case MUST_BE_GREATER_THAN -> "more than " + number;
      case MUST_BE_GREATER_OR_EQUAL_TO -> "at least " + number;
      case MUST_BE_LESS_THAN -> "less than " + number;
      case MUST_BE_LESS_OR_EQUAL_TO -> "at most " + number;
      case MUST_BE_BETWEEN -> number + " to " + figure.apply(high);
      case MUST_NOT_BE_BETWEEN -> "less than " + number + ", or more than " + figure.apply(high);
    };
  }

  /** The band in which a value is expected, where there is one, in another unit. */
  Band band(DoubleUnaryOperator unit) {
    Optional<Double> least = Optional.of(unit.applyAsDouble(low));
    Optional<Double> most = Optional.of(unit.applyAsDouble(high));
    Optional<Double> none = Optional.empty();
    return switch (operator) {
      case MUST_BE -> new Band(least, least, least);
      case MUST_BE_GREATER_THAN, MUST_BE_GREATER_OR_EQUAL_TO -> new Band(least, none, none);
      case MUST_BE_LESS_THAN, MUST_BE_LESS_OR_EQUAL_TO -> new Band(none, none, most);
      case MUST_BE_BETWEEN -> new Band(least, none, most);
      case MUST_NOT_BE, MUST_NOT_BE_BETWEEN -> new Band(none, none, none);
    };
  }

  /** The operator of a rule; empty when there is none, or when it was refused. */
  static Optional<Comparison> find(Item rule) {
    List<Operator> written = new ArrayList<>();
    for (Operator operator : Operator.values()) {
      if (rule.node().has(operator.key())) {
        written.add(operator);
      }
    }
    if (written.size() > 1) {
      rule.note(
          "has several operators, "
              + String.join(", ", written.stream().map(Operator::key).toList())
              + "; write a rule for each, or mustBeBetween");
      return Optional.empty();
    }
    return written.isEmpty() ? Optional.empty() : read(rule, written.get(0));
  }

  /** The operator of a rule that needs one. */
  static Optional<Comparison> required(Item rule) {
    if (Operator.keys().stream().noneMatch(key -> rule.node().has(key))) {
      rule.note("has no operator; write one of " + String.join(", ", Operator.keys()));
    }
    return find(rule);
  }

  private static Optional<Comparison> read(Item rule, Operator operator) {
    Optional<Item> value = rule.at(operator.key());
    if (value.isEmpty()) {
      rule.note(operator.key(), "is no value; write a number");
      return Optional.empty();
    }
    if (!operator.range()) {
      return number(value.get()).map(number -> new Comparison(operator, number, number));
    }
    List<Double> ends =
        value.get().items().stream().flatMap(item -> number(item).stream()).toList();
    if (ends.size() != 2 || ends.get(0) >= ends.get(1)) {
      value.get().note("is no range; write two numbers, the smaller one first, such as [0, 100]");
      return Optional.empty();
    }
    return Optional.of(new Comparison(operator, ends.get(0), ends.get(1)));
  }

  private static Optional<Double> number(Item value) {
    if (value.node().isNumber()) {
      return Optional.of(value.node().doubleValue());
    }
    if (value.node().isBoolean()) {
      return Optional.of(value.node().booleanValue() ? 1.0 : 0.0);
    }
    value.refuse("is no number; write one, such as 0 or 0.5");
    return Optional.empty();
  }
}
