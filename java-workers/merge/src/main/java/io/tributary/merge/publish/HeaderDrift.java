package io.tributary.merge.publish;

import io.tributary.core.config.ColumnName;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Change;
import io.tributary.core.document.TableMetadata.Change.Kind;
import io.tributary.merge.plan.ProductColumn;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.slice.SliceTally;
import io.tributary.merge.slice.SliceTally.VariantTally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares the headers of the members that count with the baseline and the product. */
final class HeaderDrift {
  private final TablePlan plan;
  private final SliceTally tally;
  private final long headed;

  HeaderDrift(TablePlan plan, SliceTally tally) {
    this.plan = plan;
    this.tally = tally;
    this.headed = tally.variants().values().stream().mapToLong(VariantTally::members).sum();
  }

  TableMetadata.Drift drift() {
    List<Change> changes = new ArrayList<>();
    Optional<Set<String>> baseline =
        plan.baseline()
            .map(
                known ->
                    known.columns().stream()
                        .map(ColumnName::normalise)
                        .collect(Collectors.toSet()));
    for (int column = 0; column < plan.columns().size(); column++) {
      ProductColumn product = plan.columns().get(column);
      Optional<VariantTally> having = having(column);
      baseline
          .flatMap(known -> kind(known.contains(product.key()), having))
          .ifPresent(kind -> changes.add(change(kind, product, Optional.empty(), having)));
      spellings(column, product)
          .forEach(
              (spelling, members) ->
                  changes.add(
                      change(Kind.RENAMED, product, Optional.of(spelling), Optional.of(members))));
    }
    return new TableMetadata.Drift(
        plan.baseline().map(SourceList.Baseline::date), changes, reordered());
  }

  /** Members that have a column. */
  Optional<VariantTally> having(int column) {
    return tally.variants().entrySet().stream()
        .filter(variant -> source(variant.getKey(), column) >= 0)
        .map(Map.Entry::getValue)
        .reduce(VariantTally::and);
  }

  private Optional<Kind> kind(boolean inBaseline, Optional<VariantTally> having) {
    if (having.isEmpty()) {
      return inBaseline ? Optional.of(Kind.REMOVED) : Optional.empty();
    }
    if (!inBaseline) {
      return Optional.of(Kind.ADDED);
    }
    return having.get().members() < headed ? Optional.of(Kind.PARTIAL) : Optional.empty();
  }

  /** Members by each spelling of a column that is not the product's, first seen first. */
  private Map<String, VariantTally> spellings(int column, ProductColumn product) {
    Map<String, VariantTally> bySpelling = new LinkedHashMap<>();
    new TreeMap<>(tally.variants())
        .forEach(
            (id, members) -> {
              int field = source(id, column);
              if (field >= 0 && !plan.headers().get(id).get(field).equals(product.name())) {
                bySpelling.merge(plan.headers().get(id).get(field), members, VariantTally::and);
              }
            });
    return bySpelling;
  }

  private int source(int variant, int column) {
    return plan.job().variants().get(variant).sources()[column];
  }

  private Change change(
      Kind kind, ProductColumn column, Optional<String> delivered, Optional<VariantTally> members) {
    return new Change(
        kind,
        column.name(),
        delivered,
        members.map(VariantTally::members).orElse(0L),
        headed,
        members.map(VariantTally::archive),
        members.map(VariantTally::member));
  }

  private long reordered() {
    return tally.variants().entrySet().stream()
        .filter(variant -> !ascending(plan.job().variants().get(variant.getKey()).sources()))
        .mapToLong(variant -> variant.getValue().members())
        .sum();
  }

  private static boolean ascending(int[] sources) {
    int highest = -1;
    for (int source : sources) {
      if (source >= 0 && source < highest) {
        return false;
      }
      highest = Math.max(highest, source);
    }
    return true;
  }
}
