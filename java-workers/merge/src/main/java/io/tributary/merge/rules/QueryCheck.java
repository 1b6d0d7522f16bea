package io.tributary.merge.rules;

import io.tributary.core.error.ConfigurationException;
import io.tributary.quality.contract.Contract;
import io.tributary.quality.contract.SqlQuery;
import io.tributary.quality.contract.TableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTime;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.CurrentUser;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.SparkSqlParser;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a contract's query may not do: anything but read the table's rows, and give another answer
 * to the same rows tomorrow.
 */
public final class QueryCheck {
  private static final String READ_ONLY =
      "; a rule only reads: write one SELECT over the table, such as SELECT count(*) FROM ...";

  private static final String SAME_ANSWER =
      ", which says something else tomorrow of the same rows; use ${date}, the delivery's day";

  private QueryCheck() {}

  /**
   * What is wrong with a query as it is written, for a person. Needs no Spark that runs.
   *
   * @return empty when it is a query, though it may name what the table does not have
   */
  public static Optional<String> mistake(String sql) {
    try {
      return ofParsed(new SparkSqlParser().parsePlan(QueryText.anyDay(sql)));
    } catch (Exception e) { // Scala declares none, and ParseException is a checked one.
      return Optional.of("is no Spark SQL: " + QueryFailure.line(e));
    }
  }

  /**
   * Refuses a contract whose queries are none, which only Spark's own parser can tell.
   *
   * @throws ConfigurationException that names each of them, a line each
   */
  public static void require(Contract contract) {
    List<String> mistakes = new ArrayList<>();
    for (TableContract table : contract.tables().values()) {
      for (SqlQuery query : table.queries()) {
        mistake(query.sql())
            .ifPresent(
                why ->
                    mistakes.add(
                        contract.file()
                            + ": table "
                            + table.table()
                            + ", rule "
                            + query.id()
                            + ": the query "
                            + why));
      }
    }
    if (!mistakes.isEmpty()) {
      throw new ConfigurationException(String.join("\n", mistakes));
    }
  }

  /** What is wrong with a parsed query. */
  static Optional<String> ofParsed(LogicalPlan parsed) {
    for (LogicalPlan node : PlanWalk.nodes(parsed)) {
      if (node instanceof Command
          || node instanceof ParsedStatement
          || node instanceof ScriptTransformation) {
        return Optional.of("is no query but " + node.nodeName() + READ_ONLY);
      }
      Optional<String> calls =
          PlanWalk.expressions(node).stream()
              .filter(UnresolvedFunction.class::isInstance)
              .map(call -> String.join(".", names((UnresolvedFunction) call)))
              .filter(QueryCheck::reflective)
              .findFirst();
      if (calls.isPresent()) {
        return Optional.of("calls " + calls.get() + ", which runs code" + READ_ONLY);
      }
    }
    return Optional.empty();
  }

  private static List<String> names(UnresolvedFunction call) {
    return CollectionConverters.asJava(call.nameParts());
  }

  private static boolean reflective(String function) {
    return List.of("reflect", "try_reflect", "java_method").stream()
        .anyMatch(function::equalsIgnoreCase);
  }

  /** What is wrong with a query whose names are resolved. */
  static Optional<String> ofAnalyzed(LogicalPlan analyzed) {
    for (LogicalPlan node : PlanWalk.nodes(analyzed)) {
      if (node.children().isEmpty() && !mayRead(node)) {
        return Optional.of("reads " + node.nodeName() + READ_ONLY);
      }
      for (Expression expression : PlanWalk.expressions(node)) {
        if (expression instanceof CallMethodViaReflection) {
          return Optional.of("calls " + expression.prettyName() + READ_ONLY);
        }
        if (ofChance(expression) || ofNow(expression)) {
          return Optional.of("uses " + expression.prettyName() + SAME_ANSWER);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean mayRead(LogicalPlan leaf) {
    return leaf instanceof LogicalRDD
        || leaf instanceof OneRowRelation
        || leaf instanceof LocalRelation
        || leaf instanceof Range
        || leaf instanceof CTERelationRef;
  }

  private static boolean ofChance(Expression expression) {
    // What is made of such an expression is as little deterministic; name the one at fault.
    return !expression.deterministic()
        && CollectionConverters.asJava(expression.children()).stream()
            .allMatch(Expression::deterministic);
  }

  private static boolean ofNow(Expression expression) {
    return expression instanceof CurrentTimestampLike
        || expression instanceof CurrentDate
        || expression instanceof CurrentTime
        || expression instanceof LocalTimestamp
        || expression instanceof CurrentUser;
  }
}
