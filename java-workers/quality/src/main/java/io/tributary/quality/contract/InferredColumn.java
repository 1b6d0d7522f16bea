package io.tributary.quality.contract;

import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.TableMetadata;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a day suggests of one column. */
final class InferredColumn {
  /** Rows of which fewer suggest nothing. */
  private static final long ENOUGH = 100;

  /** A column has a type when this share of its values looks like it: a few are always odd. */
  private static final double TYPED = 0.99;

  /** So many distinct values among so many look like an identifier; the sketch is about right. */
  private static final double UNIQUE = 0.97;

  /** So few distinct values look like a list that could be written down. */
  private static final long FEW = 12;

  private final ContractLines lines;
  private final TableMetadata table;
  private final TableMetadata.Column column;
  private final LocalDate date;

  InferredColumn(
      ContractLines lines, TableMetadata table, TableMetadata.Column column, LocalDate date) {
    this.lines = lines;
    this.table = table;
    this.column = column;
    this.date = date;
  }

  /**
   * Writes the property.
   *
   * @param key its place in the primary key, or -1
   * @param reference what its name refers to
   */
  void write(int key, Optional<String> reference) {
    lines.item(3, "name", column.name());
    if (key >= 0) {
      lines.line(4, "primaryKey: true");
      lines.line(4, "primaryKeyPosition: " + (key + 1));
    }
    Optional<LogicalType> type = type();
    type.ifPresent(known -> lines.line(4, "logicalType: " + known.name().toLowerCase(Locale.ROOT)));
    boolean options = type.isPresent() && options(type.get(), key >= 0);
    boolean required = column.nulls() == 0 && table.rows() >= ENOUGH;
    if (required) {
      lines.line(4, "required: true");
    }
    if (required || key >= 0 || options || type.filter(t -> t != LogicalType.STRING).isPresent()) {
      lines.line(4, "customProperties:");
      lines.line(5, "- {property: severity, value: warn}");
    }
    unique(key);
    reference.ifPresent(to -> lines.line(4, "# relationships: [{to: " + to + "}]"));
    few();
    nulls();
  }

  /** The type of nearly all values; texts when there is none. */
  private Optional<LogicalType> type() {
    Map<String, Long> types = column.types();
    long values = types.values().stream().mapToLong(Long::longValue).sum();
    if (values == 0) {
      return Optional.empty();
    }
    if (share(values, "integer") >= TYPED) {
      return Optional.of(LogicalType.INTEGER);
    }
    if (share(values, "integer", "decimal") >= TYPED) {
      return Optional.of(LogicalType.NUMBER);
    }
    for (LogicalType type :
        new LogicalType[] {LogicalType.BOOLEAN, LogicalType.DATE, LogicalType.TIMESTAMP}) {
      if (share(values, type.name().toLowerCase(Locale.ROOT)) >= TYPED) {
        return Optional.of(type);
      }
    }
    return Optional.of(LogicalType.STRING);
  }

  private double share(long values, String... names) {
    long typed = 0;
    for (String name : names) {
      typed += column.types().getOrDefault(name, 0L);
    }
    return (double) typed / values;
  }

  /** Bounds wider than what the day has: it is not the largest that will ever come. */
  private boolean options(LogicalType type, boolean key) {
    if (column.metrics().isEmpty()) {
      return false;
    }
    ColumnMetrics metrics = column.metrics().get();
    return switch (type) {
      case INTEGER, NUMBER -> range(metrics, key);
      case STRING -> {
        lines.line(
            4,
            "logicalTypeOptions: {maxLength: "
                + above(BigDecimal.valueOf(Math.max(5, metrics.longest())))
                + "} # "
                + metrics.shortest()
                + " to "
                + metrics.longest()
                + " bytes on "
                + date);
        yield true;
      }
      case DATE, TIMESTAMP -> slashes(metrics);
      case BOOLEAN, TIME -> false;
    };
  }

  private boolean range(ColumnMetrics metrics, boolean key) {
    Optional<BigDecimal> least = number(metrics.least());
    Optional<BigDecimal> greatest = number(metrics.greatest());
    if (metrics.numbers() < metrics.values() || least.isEmpty() || greatest.isEmpty()) {
      return false;
    }
    boolean positive = least.get().signum() >= 0;
    BigDecimal most = least.get().abs().max(greatest.get().abs());
    // Identifiers grow for ever.
    boolean grows = key || (metrics.distinct() >= UNIQUE * metrics.values());
    if (grows && !positive) {
      return false;
    }
    lines.line(
        4,
        "logicalTypeOptions: {minimum: "
            + (positive ? "0" : "-" + above(most))
            + (grows ? "" : ", maximum: " + above(most))
            + "} # "
            + least.get().toPlainString()
            + " to "
            + greatest.get().toPlainString()
            + " on "
            + date);
    return true;
  }

  private boolean slashes(ColumnMetrics metrics) {
    boolean slashes = metrics.least().filter(least -> least.indexOf('/') == 4).isPresent();
    if (slashes && column.types().getOrDefault("timestamp", 0L) == 0) {
      lines.line(4, "logicalTypeOptions: {format: yyyy/MM/dd}");
    }
    return slashes;
  }

  private void unique(int key) {
    column
        .metrics()
        .filter(metrics -> key < 0 && column.nulls() == 0 && metrics.values() >= ENOUGH)
        .filter(metrics -> metrics.distinct() >= UNIQUE * metrics.values())
        .ifPresent(
            metrics ->
                lines.line(
                    4,
                    "# unique: true # about "
                        + Unit.number((double) metrics.distinct())
                        + " distinct of "
                        + Unit.number((double) metrics.values())));
  }

  private void few() {
    column
        .metrics()
        .filter(metrics -> metrics.values() >= ENOUGH && metrics.distinct() <= FEW)
        .ifPresent(
            metrics ->
                lines.line(
                    4,
                    "# "
                        + metrics.distinct()
                        + " distinct values: consider a rule invalidValues with validValues"));
  }

  private void nulls() {
    if (column.nulls() == 0 || table.rows() < ENOUGH || column.nulls() == table.rows()) {
      return;
    }
    double percent = Unit.PERCENT.of(column.nulls(), table.rows());
    double limit = Math.min(100, Math.ceil(percent * 1.5 + 1));
    lines.line(4, "quality:");
    lines.line(5, "- metric: nullValues");
    lines.line(
        6,
        "mustBeLessOrEqualTo: "
            + Unit.number(limit)
            + " # "
            + Unit.PERCENT.figure(percent)
            + " on "
            + date);
    lines.line(6, "unit: percent");
    lines.line(6, "severity: warn");
  }

  private static Optional<BigDecimal> number(Optional<String> text) {
    try {
      return text.map(BigDecimal::new);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The next of 1, 2, 5, 10, 20, 50, … above twice a size. */
  static String above(BigDecimal size) {
    BigDecimal twice = size.multiply(BigDecimal.valueOf(2));
    if (twice.signum() == 0) {
      return "1";
    }
    int digits = twice.precision() - twice.scale() - 1;
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(digits);
    BigDecimal lead = twice.divide(power, 9, RoundingMode.UP);
    int step =
        lead.compareTo(BigDecimal.ONE) <= 0
            ? 1
            : lead.compareTo(BigDecimal.valueOf(2)) <= 0
                ? 2
                : lead.compareTo(BigDecimal.valueOf(5)) <= 0 ? 5 : 10;
    return power.multiply(BigDecimal.valueOf(step)).stripTrailingZeros().toPlainString();
  }
}
