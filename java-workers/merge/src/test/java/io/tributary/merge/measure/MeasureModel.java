package io.tributary.merge.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.document.ColumnMetrics;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The figures of a column once more, as plain as can be: all values in memory, as objects. */
public final class MeasureModel {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?0*(\\d{1,2}|1\\d\\d|200))?");
  private static final Comparator<String> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
  private static final Comparator<String> BY_NUMBER =
      Comparator.comparing((String text) -> new BigDecimal(text));

  private MeasureModel() {}

  /** What must be measured of values among which is no NULL. */
  public static ColumnMetrics of(List<String> values) {
    List<String> numbers = values.stream().filter(MeasureModel::number).toList();
    boolean numeric = numbers.size() == values.size();
    Comparator<String> plainest = Comparator.comparing(String::length).thenComparing(BY_BYTES);
    Optional<String> least =
        numeric
            ? values.stream().min(BY_NUMBER.thenComparing(plainest))
            : values.stream().min(BY_BYTES);
    Optional<String> greatest =
        numeric
            ? values.stream().max(BY_NUMBER.thenComparing(plainest.reversed()))
            : values.stream().max(BY_BYTES);
    int[] lengths = values.stream().mapToInt(value -> value.getBytes(UTF_8).length).toArray();
    BigDecimal sum = numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new ColumnMetrics(
        values.size(),
        new HashSet<>(values).size(),
        least.map(MeasureModel::cut),
        greatest.map(MeasureModel::cut),
        mean(sum, numbers.size()),
        numbers.size(),
        Arrays.stream(lengths).min().orElse(0),
        Arrays.stream(lengths).max().orElse(0),
        mean(BigDecimal.valueOf(Arrays.stream(lengths).asLongStream().sum()), lengths.length));
  }

  static boolean number(String text) {
    return text.length() <= 64 && NUMBER.matcher(text).matches();
  }

  private static Optional<Double> mean(BigDecimal sum, int count) {
    return count == 0
        ? Optional.empty()
        : Optional.of(sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128).doubleValue());
  }

  private static String cut(String text) {
    if (text.length() <= 200) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(199)) ? 199 : 200);
  }
}
