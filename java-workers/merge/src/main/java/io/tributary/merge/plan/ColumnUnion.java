package io.tributary.merge.plan;

import io.tributary.core.config.ColumnName;
import io.tributary.core.document.TableMetadata.Origin;
import io.tributary.merge.plan.TableShare.SegmentShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Unites the columns of a table: the partner file's, then the baseline's, then new ones as archives
 * and members bring them. Names that differ in case or spaces are one column, spelled as the first
 * of these has it.
 */
final class ColumnUnion {
  private final Map<String, ProductColumn> columns = new LinkedHashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<HeaderVariant, Integer> variants = new LinkedHashMap<>();

  ColumnUnion(List<String> partner, List<String> baseline, List<TableShare> shares) {
    partner.forEach(name -> add(name, Origin.PARTNER));
    baseline.forEach(name -> add(name, Origin.BASELINE));
    for (TableShare share : shares) {
      share.segments().stream()
          .sorted(Comparator.comparingLong(SegmentShare::firstPlace))
          .forEach(segment -> add(segment.header()));
    }
  }

  private void add(HeaderVariant header) {
    if (variants.putIfAbsent(header, variants.size()) == null) {
      header.columns().forEach(name -> add(name, Origin.NEW));
    }
  }

  private void add(String name, Origin origin) {
    String key = ColumnName.normalise(name);
    if (columns.putIfAbsent(key, new ProductColumn(name.strip(), key, origin)) == null) {
      places.put(key, places.size());
    }
  }

  /** The product's columns in order. */
  List<ProductColumn> columns() {
    return List.copyOf(columns.values());
  }

  /** The headers in the order in which they come; the place is the variant's id. */
  List<HeaderVariant> variants() {
    return new ArrayList<>(variants.keySet());
  }

  int id(HeaderVariant header) {
    return variants.get(header);
  }

  /** The place of a column in the product, or -1. */
  int place(String name) {
    return places.getOrDefault(ColumnName.normalise(name), -1);
  }

  /** For each column of the product the field of such members that it comes from, or -1. */
  int[] sources(HeaderVariant header) {
    int[] sources = new int[columns.size()];
    Arrays.fill(sources, -1);
    for (int field = 0; field < header.columns().size(); field++) {
      sources[place(header.columns().get(field))] = field;
    }
    return sources;
  }
}
