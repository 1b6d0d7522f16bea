package io.tributary.embedded.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** One member's columns as its exporter happened to write them. */
record SampleHeader(List<SampleColumn> columns, List<String> spellings) {
  /** The header as documented, with the columns that most members have. */
  static SampleHeader regular(SampleTable table, boolean oddDay) {
    List<SampleColumn> columns =
        table.columns().stream().filter(c -> c.in() >= 85 && (oddDay || !c.oddDays())).toList();
    return new SampleHeader(columns, columns.stream().map(SampleColumn::name).toList());
  }

  /** Leaves out, reorders and respells columns, each in a few members of a hundred. */
  static SampleHeader drifting(SampleTable table, Random random, boolean oddDay) {
    List<SampleColumn> columns = new ArrayList<>();
    for (SampleColumn column : table.columns()) {
      if (random.nextInt(100) < column.in() && (oddDay || !column.oddDays())) {
        columns.add(column);
      }
    }
    if (random.nextInt(100) < 5) {
      Collections.rotate(columns, 1 + random.nextInt(2));
    }
    int spelling = random.nextInt(100);
    return new SampleHeader(
        List.copyOf(columns), columns.stream().map(c -> spelled(c.name(), spelling)).toList());
  }

  boolean has(Set<String> names) {
    return names().containsAll(names);
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(column.name()));
    return names;
  }

  private static String spelled(String name, int spelling) {
    return switch (spelling) {
      case 0, 1 -> name.toUpperCase(Locale.ROOT);
      case 2 -> " " + name + " ";
      case 3 -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('_', ' ');
      default -> name;
    };
  }
}
