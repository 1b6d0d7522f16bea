package io.tributary.core.document;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code {root}/{partner}/heatmap.json}: the verdicts of a partner's last days, for pages over many
 * partners. Written anew by every summarize, as the partner's pages are.
 *
 * @param version of this document's format
 * @param partner name
 * @param days verdicts of the days that have a summary
 * @param tables verdicts of each table on the days that it was looked for
 */
public record Heatmap(
    int version,
    String partner,
    Map<LocalDate, Severity> days,
    Map<String, Map<LocalDate, Severity>> tables) {
  /** The present format. */
  public static final int VERSION = 1;

  /** Days that it looks back from the newest, that one included. */
  public static final int DAYS = 28;

  public Heatmap {
    days = new TreeMap<>(days);
    Map<String, Map<LocalDate, Severity>> sorted = new TreeMap<>();
    tables.forEach((table, verdicts) -> sorted.put(table, new TreeMap<>(verdicts)));
    tables = sorted;
  }
}
