package io.tributary.merge.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.core.document.ColumnMetrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnMeasureTest {
  private static final NullValues NULLS = new NullValues(List.of("", "NULL", "\\N"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void figuresAreThoseOfThePlainModelWhateverTheSplits(long seed) throws Exception {
    Random random = new Random(seed);
    for (Map.Entry<String, Function<Random, String>> kind : kinds().entrySet()) {
      List<String> values = new ArrayList<>();
      int count = random.nextInt(500);
      for (int i = 0; i < count; i++) {
        values.add(kind.getValue().apply(random));
      }
      ColumnMetrics expected = MeasureModel.of(values);
      for (int round = 0; round < 4; round++) {
        assertThat(measured(values, random).metrics()).as(kind.getKey()).isEqualTo(expected);
        Collections.shuffle(values, random);
      }
    }
  }

  /** Kinds of columns, by names. */
  private static Map<String, Function<Random, String>> kinds() {
    Map<String, Function<Random, String>> kinds = new LinkedHashMap<>();
    kinds.put("few words", oneOf("KRW", "USD", "", "스탠다드 더블", "TRUE"));
    kinds.put("integers", random -> String.valueOf(random.nextInt(1000) - 500));
    kinds.put("prices", random -> String.valueOf(random.nextInt(100_000) / 100.0));
    kinds.put("large", random -> String.valueOf(random.nextLong()).repeat(1 + random.nextInt(3)));
    kinds.put(
        "mixed scales", oneOf("1", "1.0", "+1.00", ".5", "0.50", "5.", "-0", "0", "1e3", "1E-3"));
    kinds.put(
        "extreme",
        oneOf(
            "999999999999999999",
            "-999999999999999999",
            "0.999999999999999999",
            "0.000000000000000001",
            "1e200",
            "-1e200",
            "1e201",
            "1e-200",
            "12345678901234567890.5"));
    Function<Random, String> odd =
        oneOf("1", "2025-03-17", "1.2.3", "-", "+", ".", "1e", "1e+", "e5", "12 ", "0x10");
    kinds.put("nearly numbers", random -> random.nextInt(9) == 0 ? odd.apply(random) : "1");
    kinds.put("texts", ColumnMeasureTest::text);
    kinds.put("one beginning", random -> "한한\0x".concat(text(random)));
    kinds.put(
        "times of a day",
        random ->
            "2025-03-17T%02d:%02d:00Z".formatted(random.nextInt(24), random.nextInt(60))
                + text(random));
    kinds.put(
        "long texts",
        random ->
            oneOf("😀", "한", "x").apply(random).repeat(98 + random.nextInt(6))
                + "x".repeat(random.nextInt(3) + 100)
                + random.nextInt(3));
    return kinds;
  }

  private static Function<Random, String> oneOf(String... values) {
    return random -> values[random.nextInt(values.length)];
  }

  private static String text(Random random) {
    int[] letters = "ab\0~é한😀".codePoints().toArray();
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  @Test
  void nullsAreNoValues() {
    ColumnMeasure measure = new ColumnMeasure(NULLS);
    for (String value : List.of("NULL", "a", "\\N", "NULL", "NULLS", "NUL")) {
      add(measure, value, 3);
    }
    assertThat(measure.nulls()).isEqualTo(3);
    assertThat(measure.metrics().values()).isEqualTo(3);
    assertThat(measure.metrics().least()).contains("NUL");
    assertThat(measure.metrics().greatest()).contains("a");
  }

  @Test
  void nothingMeasuredIsNothingSaid() {
    assertThat(new ColumnMeasure(NULLS).metrics())
        .isEqualTo(
            new ColumnMetrics(
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                0,
                Optional.empty()));
  }

  @Test
  void aSumThatOverflowsIsExact() {
    ColumnMeasure measure = new ColumnMeasure(NULLS);
    for (int i = 0; i < 100; i++) {
      add(measure, "999999999999999999", 0);
      add(measure, String.valueOf(i), 0);
    }
    BigDecimal sum = new BigDecimal("99999999999999999900").add(BigDecimal.valueOf(4950));
    assertThat(measure.metrics().mean())
        .contains(sum.divide(BigDecimal.valueOf(200)).doubleValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 512, 513, 600, 5_000, 100_000, 1_000_000})
  void distinctIsNearAndDoesNotDependOnSplits(int count) {
    List<IntFunction<String>> families =
        List.of(
            String::valueOf,
            i -> "ID-%012d".formatted(i),
            i -> "2025-03-17T00:00:00.%09dZ".formatted(i),
            i -> i / 100 + "." + i % 100 + "x");
    for (IntFunction<String> family : families) {
      Random random = new Random(count);
      ColumnMeasure whole = new ColumnMeasure(NULLS);
      List<ColumnMeasure> splits = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        splits.add(new ColumnMeasure(NULLS));
      }
      for (int i = 0; i < count; i++) {
        String value = family.apply(i);
        add(whole, value, 0);
        add(splits.get(random.nextInt(7)), value, 0);
        add(splits.get(random.nextInt(random.nextInt(7) + 1)), value, 0);
      }
      Collections.shuffle(splits, random);
      ColumnMeasure joined = new ColumnMeasure(NULLS);
      splits.forEach(joined::add);
      long distinct = whole.metrics().distinct();
      assertThat(joined.metrics().distinct()).isEqualTo(distinct);
      // Four standard errors of the sketch; none as long as values are few.
      assertThat((double) distinct)
          .isCloseTo(count, within(count <= DistinctValues.EXACT ? 0 : 4 * 0.01625 * count));
    }
  }

  private static ColumnMeasure measured(List<String> values, Random random) throws Exception {
    List<ColumnMeasure> splits = new ArrayList<>();
    int at = 0;
    while (at < values.size()) {
      ColumnMeasure split = new ColumnMeasure(new NullValues(List.of()));
      int end = Math.min(values.size(), at + 1 + random.nextInt(150));
      while (at < end) {
        int to = Math.min(end, at + 1 + random.nextInt(random.nextBoolean() ? 5 : 150));
        add(split, values.subList(at, to), random.nextInt(12));
        at = to;
      }
      splits.add(split);
    }
    Collections.shuffle(splits, random);
    ColumnMeasure all = new ColumnMeasure(new NullValues(List.of()));
    for (ColumnMeasure each : splits) {
      all.add(random.nextBoolean() ? sent(each) : each);
    }
    return all;
  }

  /** Adds a value from the midst of other bytes. */
  private static void add(ColumnMeasure measure, String value, int behind) {
    add(measure, List.of(value), behind);
  }

  /** Adds a batch of values that lie between other bytes. */
  private static void add(ColumnMeasure measure, List<String> values, int behind) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<int[]> places = new ArrayList<>();
    for (String value : values) {
      bytes.writeBytes("777".getBytes(UTF_8));
      int from = bytes.size();
      bytes.writeBytes(value.getBytes(UTF_8));
      places.add(new int[] {from, bytes.size()});
    }
    bytes.writeBytes("7".repeat(behind).getBytes(UTF_8));
    ValueBatch batch = new ValueBatch();
    batch.begin(bytes.toByteArray());
    places.forEach(place -> batch.add(place[0], place[1]));
    measure.addEmpty(values.size() - batch.count());
    measure.add(batch);
  }

  @Test
  void theCacheThatWasPassedByForAWhileCountsAgain() {
    ColumnMeasure measure = new ColumnMeasure(NULLS);
    List<String> all = new ArrayList<>();
    for (int batch = 0; batch < 200; batch++) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        values.add(batch % 70 < 35 ? String.valueOf(1000 * batch + i) : "few " + i % 3);
      }
      add(measure, values, 0);
      all.addAll(values);
    }
    ColumnMetrics expected = MeasureModel.of(all);
    ColumnMetrics found = measure.metrics();
    assertThat(found.values()).isEqualTo(expected.values());
    assertThat(found.numbers()).isEqualTo(expected.numbers());
    assertThat(found.mean()).isEqualTo(expected.mean());
    assertThat(found.least()).isEqualTo(expected.least());
    assertThat(found.greatest()).isEqualTo(expected.greatest());
    assertThat(found.meanLength()).isEqualTo(expected.meanLength());
  }

  private static ColumnMeasure sent(ColumnMeasure measure)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(measure);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ColumnMeasure) in.readObject();
    }
  }
}
