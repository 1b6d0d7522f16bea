package io.tributary.merge.plan;

import io.tributary.core.command.Day;
import io.tributary.core.config.ColumnName;
import io.tributary.core.config.CsvDialect;
import io.tributary.core.config.TableSpec;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.TableInputs;
import io.tributary.core.error.ConfigurationException;
import io.tributary.merge.measure.NullValues;
import io.tributary.merge.slice.Slice;
import io.tributary.merge.slice.TableJob;
import io.tributary.merge.slice.VariantLayout;
import io.tributary.quality.contract.Contract;
import io.tributary.quality.contract.ReferenceQuery;
import io.tributary.quality.contract.TableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is to be done for one table, from manifests alone.
 *
 * @param table name
 * @param inputs the delivery's share of the fingerprint
 * @param fingerprint of everything that decides the published bytes
 * @param columns of the product
 * @param headers the columns as delivered of each header variant, by variant
 * @param archives with members of the table
 * @param members as manifests count them, repeated ones included
 * @param records as manifests count them, those of repeated members included
 * @param rawBytes of the segments
 * @param mayRepeat whether two of its members can have the same name
 * @param baseline the columns of an earlier day
 * @param slices in order
 * @param job what tasks need to know
 * @param contract what the partner's contract says of the table
 */
public record TablePlan(
    String table,
    String inputs,
    String fingerprint,
    List<ProductColumn> columns,
    List<List<String>> headers,
    long archives,
    long members,
    long records,
    long rawBytes,
    boolean mayRepeat,
    Optional<SourceList.Baseline> baseline,
    List<Slice> slices,
    TableJob job,
    Optional<TableContract> contract) {

  /** The fingerprint alone, which costs little. */
  public static String fingerprint(
      Day day, SourceList list, Delivery delivery, String table, Optional<Contract> contract) {
    List<String> references =
        contract.flatMap(said -> said.table(table)).stream()
            .flatMap(said -> said.references().stream())
            .map(ReferenceQuery::table)
            .filter(other -> !other.equals(table))
            .distinct()
            .sorted()
            .map(other -> fingerprint(day, list, delivery, other, contract, List.of()))
            .toList();
    return fingerprint(day, list, delivery, table, contract, references);
  }

  private static String fingerprint(
      Day day,
      SourceList list,
      Delivery delivery,
      String table,
      Optional<Contract> contract,
      List<String> references) {
    return Fingerprint.of(
        table,
        inputs(table, delivery),
        day.partner(),
        list,
        contract.flatMap(said -> said.table(table)),
        references);
  }

  /**
   * Plans a table that the delivery has.
   *
   * @throws ConfigurationException when the primary key names no column of it
   */
  public static TablePlan of(
      Day day, SourceList list, Delivery delivery, String table, Optional<Contract> contract) {
    List<TableShare> shares = delivery.tables().get(table);
    TableSpec spec = day.partner().table(table);
    Optional<SourceList.Baseline> baseline = baseline(list, table);
    ColumnUnion union =
        new ColumnUnion(
            spec.columns(), baseline.map(SourceList.Baseline::columns).orElse(List.of()), shares);
    long partBytes = day.partner().merge().partBytes();
    return new TablePlan(
        table,
        inputs(table, delivery),
        fingerprint(day, list, delivery, table, contract),
        union.columns(),
        union.variants().stream().map(HeaderVariant::columns).toList(),
        shares.size(),
        shares.stream().mapToLong(share -> share.entry().members()).sum(),
        shares.stream().mapToLong(share -> share.entry().records()).sum(),
        shares.stream()
            .flatMap(share -> share.segments().stream())
            .mapToLong(TableShare.SegmentShare::bytes)
            .sum(),
        shares.size() > 1 || shares.stream().anyMatch(share -> share.entry().repeatedNames()),
        baseline,
        SlicePlanner.plan(shares, union, partBytes),
        job(day, table, union, contract.flatMap(said -> said.table(table))),
        contract.flatMap(said -> said.table(table)));
  }

  private static TableJob job(
      Day day, String table, ColumnUnion union, Optional<TableContract> contract) {
    TableSpec spec = day.partner().table(table);
    return new TableJob(
        day.layout(),
        table,
        union.columns().stream().map(ProductColumn::name).toList(),
        layouts(day, table, union),
        new NullValues(day.partner().nullValues()),
        day.partner().quality(table).metrics(),
        day.partner().limits().recordBytes(),
        day.partner().merge().partBytes(),
        key(table, spec, union),
        spec.onDuplicate(),
        spec.onCollision(),
        contract.map(TableContract::checks).orElse(List.of()));
  }

  private static List<VariantLayout> layouts(Day day, String table, ColumnUnion union) {
    boolean transcoded = !day.partner().dialect(table).encoding().equalsIgnoreCase("utf-8");
    List<VariantLayout> layouts = new ArrayList<>();
    for (HeaderVariant header : union.variants()) {
      char quote = header.dialect().quote();
      layouts.add(
          new VariantLayout(
              layouts.size(),
              header.columns().size(),
              header.lines(),
              (byte) header.dialect().delimiter(),
              quote == CsvDialect.NO_QUOTE ? VariantLayout.NO_QUOTE : quote,
              header.carriageReturns(),
              transcoded,
              union.sources(header)));
    }
    return layouts;
  }

  /** The places of the key's columns; of all columns when there is no key, or nothing at all. */
  private static int[] key(String table, TableSpec spec, ColumnUnion union) {
    if (spec.primaryKey().isEmpty() || union.columns().isEmpty()) {
      return IntStream.range(0, union.columns().size()).toArray();
    }
    int[] key = spec.primaryKey().stream().mapToInt(union::place).toArray();
    for (int i = 0; i < key.length; i++) {
      if (key[i] < 0) {
        throw new ConfigurationException(
            "table "
                + table
                + " has no column "
                + ColumnName.normalise(spec.primaryKey().get(i))
                + ", which tables."
                + table
                + ".primary-key names; it has "
                + String.join(", ", union.columns().stream().map(ProductColumn::name).toList()));
      }
    }
    return key;
  }

  private static Optional<SourceList.Baseline> baseline(SourceList list, String table) {
    return Optional.ofNullable(list.baseline().get(table));
  }

  private static String inputs(String table, Delivery delivery) {
    TableInputs inputs = new TableInputs(table);
    for (TableShare share : delivery.tables().getOrDefault(table, List.of())) {
      inputs.add(share.archive(), share.sha256(), share.entry());
    }
    return inputs.hash();
  }
}
