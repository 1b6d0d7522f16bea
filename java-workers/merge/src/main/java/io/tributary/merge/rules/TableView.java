package io.tributary.merge.rules;

import io.tributary.merge.plan.ProductColumn;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.slice.RowShape;
import io.tributary.merge.spark.TableJobs;
import io.tributary.quality.contract.ContractColumn;
import io.tributary.quality.contract.LogicalType;
import io.tributary.quality.contract.TableContract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A table's rows as a view of Spark SQL, under the table's name. Only the columns that a query
 * needs are read out of the rows; the others are there, and NULL.
 */
final class TableView {
  private final SparkSession session;
  private final TableJobs jobs;
  private final TablePlan plan;
  private final TableContract contract;
  private final StructType schema;

  /**
   * A view of a table.
   *
   * @param contract that says which types the columns have
   */
  TableView(SparkSession session, TableJobs jobs, TablePlan plan, TableContract contract) {
    this.session = session;
    this.jobs = jobs;
    this.plan = plan;
    this.contract = contract;
    this.schema =
        DataTypes.createStructType(
            plan.columns().stream()
                .map(
                    column ->
                        DataTypes.createStructField(column.name(), DataTypes.StringType, true))
                .toList());
  }

  /** Opens a view without rows, to see what a query makes of it. */
  void openEmpty() {
    open(jobs.session().context().emptyRDD());
  }

  /** Opens the view on the rows that are about to be published. */
  void open(Set<Integer> needed) {
    int width = plan.columns().size();
    int[] columns = needed.stream().mapToInt(Integer::intValue).sorted().toArray();
    RowShape<Row> shape =
        row -> {
          Object[] values = new Object[width];
          for (int column : columns) {
            values[column] = row.text(column);
          }
          return RowFactory.create(values);
        };
    open(jobs.rows(shape));
  }

  private void open(JavaRDD<Row> rows) {
    Column[] columns = plan.columns().stream().map(this::typed).toArray(Column[]::new);
    session
        .createDataFrame(rows, schema)
        .select(columns)
        .createOrReplaceTempView(QueryText.name(plan.table()));
  }

  void close() {
    session.catalog().dropTempView(plan.table());
  }

  private Column typed(ProductColumn column) {
    Column text = functions.col(QueryText.name(column.name()));
    Optional<ContractColumn> told = contract.column(column.name());
    Column typed =
        told.flatMap(ContractColumn::type)
            .map(type -> typed(text, type, told.get().format()))
            .orElse(text);
    // The contract's queries have its own spelling of the name.
    return typed.as(told.map(ContractColumn::name).orElse(column.name()));
  }

  /** Decimal numbers add up to the same sum in any order, which floating point ones do not. */
  private static Column typed(Column text, LogicalType type, String format) {
    return switch (type) {
      case STRING, TIME -> text;
      case INTEGER -> text.try_cast("bigint");
      case NUMBER -> text.try_cast("decimal(38,10)");
      case BOOLEAN -> text.try_cast("boolean");
      case DATE -> format.isEmpty() ? text.try_cast("date") : read(text, format).cast("date");
      case TIMESTAMP ->
          format.isEmpty()
              ? text.try_cast("timestamp_ntz")
              : read(text, format).cast("timestamp_ntz");
    };
  }

  private static Column read(Column text, String format) {
    return functions.try_to_timestamp(text, functions.lit(sparkPattern(format)));
  }

  /** Java's patterns may write the year as {@code uuuu}; Spark knows it as {@code yyyy} alone. */
  static String sparkPattern(String format) {
    StringBuilder pattern = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      quoted ^= c == '\'';
      pattern.append(c == 'u' && !quoted ? 'y' : c);
    }
    return pattern.toString();
  }

  /** The places of the columns that an optimised query reads of the view. */
  static Set<Integer> needed(LogicalPlan optimized) {
    List<LogicalPlan> nodes = PlanWalk.nodes(optimized);
    Set<ExprId> used = new HashSet<>();
    CollectionConverters.asJava(optimized.output()).forEach(column -> used.add(column.exprId()));
    List<LogicalRDD> views = new ArrayList<>();
    for (LogicalPlan node : nodes) {
      if (node instanceof LogicalRDD view) {
        views.add(view);
      } else {
        CollectionConverters.asJava(node.references().toSeq())
            .forEach(column -> used.add(column.exprId()));
      }
    }
    Set<Integer> needed = new HashSet<>();
    for (LogicalRDD view : views) {
      List<Attribute> columns = CollectionConverters.asJava(view.output());
      for (int i = 0; i < columns.size(); i++) {
        if (used.contains(columns.get(i).exprId())) {
          needed.add(i);
        }
      }
    }
    return needed;
  }
}
