package io.tributary.merge.rules;

import io.tributary.core.config.ColumnName;
import io.tributary.core.document.Sample;
import io.tributary.merge.plan.ProductColumn;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.slice.RowShape;
import io.tributary.merge.slice.RowView;
import io.tributary.merge.slice.Slice;
import io.tributary.merge.spark.TableJobs;
import io.tributary.quality.Measurement;
import io.tributary.quality.contract.ReferenceQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Counts rows that name no row of another table, both as they are about to be published: an
 * anti-join of the 128-bit hashes of the columns that name. Values are compared as they were
 * delivered, byte for byte. Samples are the first rows of the first values without a match.
 */
final class References {
  private static final StructType KEYS =
      new StructType().add("high", DataTypes.LongType, false).add("low", DataTypes.LongType, false);

  private static final StructType NAMING = KEYS.add("place", DataTypes.LongType, false);

  private final TableJobs jobs;
  private final TablePlan plan;

  References(TableJobs jobs, TablePlan plan) {
    this.jobs = jobs;
    this.plan = plan;
  }

  /** Counts the rows of this table that name none of the other. */
  Measurement count(ReferenceQuery query, TableJobs other, TablePlan otherPlan) {
    Optional<String> missing =
        missing(plan, query.columns()).or(() -> missing(otherPlan, query.keys()));
    if (missing.isPresent()) {
      return Measurement.failed(missing.get());
    }
    int[] columns = places(plan, query.columns());
    Dataset<Row> orphans = orphans(columns, other, places(otherPlan, query.keys()));
    OrphanTally tally = new OrphanTally();
    // Spark SQL joins here already, adaptively: only what follows is left to the next job.
    JavaRDD<Row> joined = jobs.session().run("joining references", orphans::toJavaRDD);
    JavaRDD<OrphanTally> counted =
        joined.mapPartitions(rows -> List.of(OrphanTally.of(rows)).iterator());
    jobs.session().each("checking references", counted, tally::add);
    return new Measurement(
        Optional.of((double) tally.rows()), samples(tally.first(), columns), Optional.empty());
  }

  private Dataset<Row> orphans(int[] columns, TableJobs other, int[] keys) {
    SparkSession session = jobs.session().sql();
    RowShape<Row> naming =
        row ->
            row.hash(columns)
                ? RowFactory.create(
                    row.hashHigh(), row.hashLow(), Place.of(row.slice(), row.ordinal()))
                : null;
    RowShape<Row> named =
        row -> row.hash(keys) ? RowFactory.create(row.hashHigh(), row.hashLow()) : null;
    Dataset<Row> values =
        session
            .createDataFrame(jobs.rows(naming), NAMING)
            .groupBy("high", "low")
            .agg(functions.count(functions.lit(1)).as("rows"), functions.min("place").as("place"));
    Dataset<Row> known = session.createDataFrame(other.rows(named), KEYS).distinct();
    return values
        .join(
            known,
            values
                .col("high")
                .equalTo(known.col("high"))
                .and(values.col("low").equalTo(known.col("low"))),
            "left_anti")
        .select("rows", "place");
  }

  /** Reads again the slices that the first rows at fault are in. */
  private List<Sample> samples(List<Long> places, int[] columns) {
    if (places.isEmpty()) {
      return List.of();
    }
    List<Slice> slices =
        places.stream().map(place -> plan.slices().get(Place.slice(place))).distinct().toList();
    TreeSet<Long> wanted = new TreeSet<>(places);
    RowShape<FoundSample> shape =
        row -> {
          long place = Place.of(row.slice(), row.ordinal());
          return wanted.contains(place)
              ? new FoundSample(
                  place, new Sample(row.archive(), row.member(), row.line(), shown(row, columns)))
              : null;
        };
    List<FoundSample> found =
        jobs.session().run("looking rows up", () -> jobs.rows(slices, shape).collect());
    return found.stream()
        .sorted(Comparator.comparingLong(FoundSample::place))
        .map(FoundSample::sample)
        .toList();
  }

  private static String shown(RowView row, int[] columns) {
    List<String> values = new ArrayList<>();
    for (int column : columns) {
      values.add(row.text(column));
    }
    String text = String.join(", ", values);
    int end = Math.min(text.length(), Sample.LONGEST_VALUE);
    boolean half = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, half ? end - 1 : end);
  }

  private static Optional<String> missing(TablePlan plan, List<String> columns) {
    Map<String, Integer> places = places(plan);
    return columns.stream()
        .filter(column -> !places.containsKey(ColumnName.normalise(column)))
        .findFirst()
        .map(
            column ->
                "table "
                    + plan.table()
                    + " has no column "
                    + column
                    + "; it has "
                    + plan.columns().stream()
                        .map(ProductColumn::name)
                        .collect(Collectors.joining(", ")));
  }

  private static int[] places(TablePlan plan, List<String> columns) {
    Map<String, Integer> places = places(plan);
    return columns.stream().map(ColumnName::normalise).mapToInt(places::get).toArray();
  }

  private static Map<String, Integer> places(TablePlan plan) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < plan.columns().size(); i++) {
      places.put(plan.columns().get(i).key(), i);
    }
    return places;
  }
}
