package io.tributary.cli.hostile;

import java.util.ArrayList;
import java.util.List;

/** Every fault that is tried, in the order of the page. */
final class Catalogue {
  private static final List<Fault> ALL = made();

  private Catalogue() {}

  static List<Fault> all() {
    return ALL;
  }

  private static List<Fault> made() {
    List<Fault> all = new ArrayList<>(NameFaults.all());
    all.addAll(TarFaults.all());
    all.addAll(GzipFaults.all());
    all.addAll(WholeFaults.all());
    all.addAll(CsvFaults.all());
    all.addAll(ToolFaults.all());
    all.addAll(ForeignFaults.all());
    return List.copyOf(all);
  }
}
