package io.tributary.embedded.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table of the sample delivery.
 *
 * @param members share of all members, in parts
 * @param rows typical records of a member
 * @param first columns that the sample partner puts first in the product
 */
record SampleTable(
    String name,
    int members,
    int rows,
    List<String> first,
    RowRule onDuplicate,
    RowRule onCollision,
    List<SampleColumn> columns) {
  /** What the sample partner declares for a row that repeats an earlier one. */
  enum RowRule {
    KEEP_ALL,
    DROP,
    QUARANTINE
  }

  /** All tables, in the order of {@code tables.txt}. */
  static List<SampleTable> all() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SampleTable.class.getResourceAsStream("tables.txt"), StandardCharsets.UTF_8))) {
      return parse(lines.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<SampleColumn> keyColumns() {
    return columns.stream().filter(SampleColumn::isKey).toList();
  }

  private static List<SampleTable> parse(List<String> lines) {
    List<SampleTable> tables = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("table ")) {
        tables.add(header(line.split(" ", -1)));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        tables.get(tables.size() - 1).columns.add(SampleColumn.parse(line));
      }
    }
    return tables;
  }

  private static SampleTable header(String[] words) {
    Map<String, String> options = new HashMap<>();
    for (int i = 2; i < words.length; i++) {
      String[] option = words[i].split("=", -1);
      options.put(option[0], option[1]);
    }
    return new SampleTable(
        words[1],
        Integer.parseInt(options.get("members")),
        Integer.parseInt(options.get("rows")),
        options.containsKey("columns") ? List.of(options.get("columns").split(",", -1)) : List.of(),
        rule(options.get("on-duplicate")),
        rule(options.get("on-collision")),
        new ArrayList<>());
  }

  private static RowRule rule(String word) {
    return word == null ? RowRule.KEEP_ALL : RowRule.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
