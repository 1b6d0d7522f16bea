package io.tributary.cli.hostile;

import java.util.ArrayList;
import java.util.List;

/** Every fault that is tried, in the order of the page. */
final class Catalogue {
  private static final List<Fault> USUAL = usual();
  private static final List<Fault> LOOSE_ENDS = LooseEndFaults.all();

  private Catalogue() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>(USUAL);
    all.addAll(LOOSE_ENDS);
    return List.copyOf(all);
  }

  /** Those of a partner whose file leaves what becomes of them as it is. */
  static List<Fault> ofUsualPartner() {
    return USUAL;
  }

  /** Those of a partner with {@code limits.loose-ends: warn}. */
  static List<Fault> ofLenientPartner() {
    return LOOSE_ENDS;
  }

  private static List<Fault> usual() {
    List<Fault> all = new ArrayList<>(NameFaults.all());
    all.addAll(TarFaults.all());
    all.addAll(GzipFaults.all());
    all.addAll(WholeFaults.all());
    all.addAll(CsvFaults.all());
    all.addAll(HeaderFaults.all());
    all.addAll(ToolFaults.all());
    all.addAll(ForeignFaults.all());
    return List.copyOf(all);
  }
}
