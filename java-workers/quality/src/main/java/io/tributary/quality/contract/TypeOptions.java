package io.tributary.quality.contract;

import io.tributary.core.config.Spelling;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code logicalTypeOptions}: what the standard lets a type say of its values. */
final class TypeOptions {
  private static final Set<LogicalType> DATED =
      EnumSet.of(LogicalType.DATE, LogicalType.TIMESTAMP, LogicalType.TIME);

  /** Bits of whole numbers, as Rust names them: i8 to i128, u8 to u128. */
  private static final List<Integer> BITS = List.of(8, 16, 32, 64, 128);

  /** Formats of texts that say something about their form; of passwords there is nothing to say. */
  static final Map<String, String> TEXTS =
      new TreeMap<>(
          Map.of(
              "email", "[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+",
              "uuid", "[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}",
              "uri", "[A-Za-z][A-Za-z0-9+.-]*:\\S+",
              "hostname",
                  "(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
                      + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*",
              "ipv4", "((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}",
              "ipv6", "(?=.*:.*:)[0-9A-Fa-f:]{2,39}(\\d{1,3}(\\.\\d{1,3}){3})?",
              "byte", "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"));

  private static final Set<String> UNCHECKED = Set.of("password", "binary");

  private final ColumnReader column;
  private final Item options;
  private final LogicalType type;

  TypeOptions(ColumnReader column, Item options, LogicalType type) {
    this.column = column;
    this.options = options;
    this.type = type;
  }

  static boolean dated(LogicalType type) {
    return DATED.contains(type);
  }

  /** Whether a format is one of the type's. */
  static boolean isFormat(LogicalType type, String format) {
    if (!dated(type) || format.isEmpty()) {
      return true;
    }
    try {
      return !DateTimeFormatter.ofPattern(format).toString().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  void read() {
    switch (type) {
      case STRING -> text();
      case INTEGER, NUMBER -> number();
      case DATE, TIMESTAMP -> dates();
      case TIME -> times();
      case BOOLEAN -> options.expect(List.of());
    }
  }

  private void text() {
    Optional<Integer> least = whole("minLength");
    Optional<Integer> most = whole("maxLength");
    if (least.isPresent() && most.isPresent() && least.get() > most.get()) {
      options.note("maxLength", "is less than minLength; no text could have such a length");
    } else if (least.isPresent() || most.isPresent()) {
      int from = least.orElse(0);
      int to = most.orElse(Integer.MAX_VALUE);
      String length =
          most.isEmpty()
              ? "shorter than " + from
              : least.isEmpty() ? "longer than " + to : "not " + from + " to " + to;
      column.check(
          "length",
          length + (least.isPresent() && most.isPresent() ? " characters long" : " characters"),
          new ValueTest.OfLength(from, to),
          Optional.empty());
    }
    options
        .at("pattern")
        .flatMap(Patterns::read)
        .ifPresent(
            pattern ->
                column.check(
                    "pattern",
                    "not of the pattern " + options.text("pattern").orElseThrow(),
                    new ValueTest.Matches(pattern),
                    Optional.empty()));
    options.at("format").ifPresent(this::textFormat);
  }

  private void textFormat(Item format) {
    String word = format.node().asText();
    String pattern = TEXTS.get(word);
    if (pattern != null) {
      column.check("format", "no " + word, new ValueTest.Matches(pattern), Optional.empty());
    } else if (!UNCHECKED.contains(word)) {
      format.refuse(
          "is no format that can be checked; "
              + Spelling.nearest(word, TEXTS.keySet())
                  .map(near -> "did you mean " + near + "?")
                  .orElse(
                      "write a pattern instead, or one of " + String.join(", ", TEXTS.keySet())));
    }
  }

  private Optional<Integer> whole(String key) {
    return options
        .at(key)
        .filter(value -> value.node().canConvertToInt())
        .map(value -> value.node().intValue());
  }

  private void number() {
    Bound least = new Bound("minimum", "exclusiveMinimum", 1);
    Bound most = new Bound("maximum", "exclusiveMaximum", -1);
    options.text("format").ifPresent(format -> bits(format, least, most));
    if (least.value != null && most.value != null) {
      int order = least.value.compareTo(most.value);
      if (order > 0 || (order == 0 && (least.exclusive || most.exclusive))) {
        options.note("leaves no number between minimum and maximum; correct one of them");
        return;
      }
    }
    if (least.value != null || most.value != null) {
      String fault =
          most.value == null
              ? "less than " + least.words()
              : least.value == null
                  ? "more than " + most.words()
                  : "not between " + least.words() + " and " + most.words();
      column.check(
          "range",
          fault,
          new ValueTest.InRange(least.value, most.value, least.exclusive, most.exclusive),
          Optional.empty());
    }
    options
        .at("multipleOf")
        .filter(value -> value.node().isNumber())
        .ifPresent(
            value -> {
              String of = value.node().decimalValue().toPlainString();
              String name = Sql.name(column.contractColumn().name());
              column.query(
                  "multiple",
                  "no multiple of " + of,
                  "CAST(" + name + " AS DECIMAL(38, 12)) % " + of + " <> 0");
            });
  }

  private static void bits(String format, Bound least, Bound most) {
    boolean signed = format.startsWith("i");
    for (int bits : BITS) {
      if (format.equals((signed ? "i" : "u") + bits)) {
        BigInteger end = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        least.tighten(new BigDecimal(signed ? end.negate() : BigInteger.ZERO));
        most.tighten(new BigDecimal(end.subtract(BigInteger.ONE)));
      }
    }
  }

  /** One end of a range of numbers: the tighter one of all that are written. */
  private final class Bound {
    private final int direction;
    private BigDecimal value;
    private boolean exclusive;

    Bound(String inclusiveKey, String exclusiveKey, int direction) {
      this.direction = direction;
      number(inclusiveKey).ifPresent(this::tighten);
      number(exclusiveKey)
          .ifPresent(
              end -> {
                tighten(end);
                exclusive |= end.compareTo(value) == 0;
              });
    }

    void tighten(BigDecimal end) {
      if (value == null || end.compareTo(value) * direction > 0) {
        value = end;
        exclusive = false;
      }
    }

    private Optional<BigDecimal> number(String key) {
      return options
          .at(key)
          .filter(item -> item.node().isNumber())
          .map(item -> item.node().decimalValue());
    }

    String words() {
      return value.toPlainString() + (exclusive ? " (excluded)" : "");
    }
  }

  private void dates() {
    List<String> faults = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    String name = Sql.name(column.contractColumn().name());
    Map<String, String> wrong =
        new TreeMap<>(
            Map.of(
                "minimum", "<",
                "exclusiveMinimum", "<=",
                "maximum", ">",
                "exclusiveMaximum", ">="));
    wrong.forEach(
        (key, operator) ->
            options
                .at(key)
                .flatMap(this::moment)
                .ifPresent(
                    moment -> {
                      faults.add(operator + " " + moment);
                      conditions.add(
                          name
                              + " "
                              + operator
                              + (type == LogicalType.DATE ? " DATE '" : " TIMESTAMP '")
                              + moment
                              + "'");
                    }));
    if (!conditions.isEmpty()) {
      column.query("range", String.join(" or ", faults), String.join(" OR ", conditions));
    }
  }

  /** A date or a timestamp, in the column's format or as ISO has it. */
  private Optional<String> moment(Item written) {
    String text = written.node().asText();
    String format = column.contractColumn().format();
    try {
      if (type == LogicalType.DATE) {
        return Optional.of(
            (format.isEmpty()
                    ? LocalDate.parse(text)
                    : LocalDate.parse(text, DateTimeFormatter.ofPattern(format)))
                .toString());
      }
      return Optional.of(
          (format.isEmpty()
                  ? LocalDateTime.parse(text.replace(' ', 'T').replaceAll("Z$", ""))
                  : LocalDateTime.parse(text, DateTimeFormatter.ofPattern(format)))
              .toString()
              .replace('T', ' '));
    } catch (DateTimeException | IllegalArgumentException e) {
      written.refuse(
          "is no "
              + (type == LogicalType.DATE ? "date" : "date with a time")
              + "; write one "
              + (format.isEmpty() ? "such as " + example() : "of the format " + format));
      return Optional.empty();
    }
  }

  private String example() {
    return type == LogicalType.DATE ? "2025-03-17" : "2025-03-17T06:00:00";
  }

  private void times() {
    for (String key : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
      options
          .at(key)
          .ifPresent(
              value -> value.note("cannot be checked of times of day; write a rule of type sql"));
    }
  }
}
