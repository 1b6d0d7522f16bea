package io.tributary.merge.rules;

import io.tributary.core.document.Figures;
import io.tributary.quality.Measurement;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** Turns what a query gives into one number. */
final class QueryAnswer {
  /** Floating point sums differ in their last digits with the order of the rows. */
  private static final MathContext SAME_IN_ANY_ORDER = new MathContext(12);

  private QueryAnswer() {}

  /** What a query of such columns can never say; empty when it may be one number. */
  static Optional<Measurement> impossible(StructType schema) {
    if (schema.length() != 1) {
      return failed(
          "the query gives "
              + Figures.count(schema.length(), "column", "columns")
              + ", a rule judges one number; select one, such as count(*)");
    }
    DataType type = schema.apply(0).dataType();
    if (!(type instanceof NumericType || type instanceof BooleanType)) {
      return failed(
          "the query gives a "
              + type.simpleString()
              + ", a rule judges a number; count the rows that are wrong, as in"
              + " SELECT count(*) FROM ... WHERE ...");
    }
    return Optional.empty();
  }

  static Measurement of(Dataset<Row> answer) {
    List<Row> rows = answer.takeAsList(2);
    if (rows.size() != 1) {
      return Measurement.failed(
          "the query gives "
              + (rows.isEmpty() ? "no row" : "more than one row")
              + ", a rule judges one number; aggregate, as in SELECT count(*) FROM ...");
    }
    Object value = rows.get(0).get(0);
    if (value == null) {
      return new Measurement(Optional.empty(), List.of(), Optional.empty());
    }
    if (value instanceof Boolean yes) {
      return Measurement.of(yes ? 1 : 0);
    }
    if (value instanceof Double || value instanceof Float) {
      return rounded(((Number) value).doubleValue());
    }
    return Measurement.of(((Number) value).doubleValue());
  }

  private static Measurement rounded(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Measurement.failed("the query gives " + value + ", which is no number to judge");
    }
    return Measurement.of(BigDecimal.valueOf(value).round(SAME_IN_ANY_ORDER).doubleValue());
  }

  private static Optional<Measurement> failed(String why) {
    return Optional.of(Measurement.failed(why));
  }
}
