package io.tributary.merge.rules;

import io.tributary.core.error.WorkerException;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.spark.TableJobs;
import io.tributary.merge.spark.TableSession;
import io.tributary.quality.Measurement;
import io.tributary.quality.contract.SqlQuery;
import io.tributary.quality.contract.TableContract;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.QueryExecution;

/**
 * Asks the queries of a contract, in the table's own session. Each reads the table's segments once,
 * by the same code as the writer; a query that fails, or takes too long, fails alone.
 */
final class TableQueries {
  private final TableJobs jobs;
  private final LocalDate date;
  private final Duration limit;
  private final AskedBook book;
  private final SparkSession session;
  private final TableView view;

  TableQueries(
      TableJobs jobs,
      TablePlan plan,
      TableContract contract,
      LocalDate date,
      Duration limit,
      AskedBook book) {
    this.jobs = jobs;
    this.date = date;
    this.limit = limit;
    this.book = book;
    this.session = (SparkSession) jobs.session().sql();
    // A query is text from a file: it reads no other files, no environment, and no local time.
    session.conf().set("spark.sql.runSQLOnFiles", "false");
    session.conf().set("spark.sql.variable.substitute", "false");
    session.conf().set("spark.sql.session.timeZone", "UTC");
    this.view = new TableView(session, jobs, plan, contract);
  }

  /**
   * Asks one.
   *
   * @throws WorkerException when the rows cannot be read, which is no fault of the query
   */
  Measurement ask(SqlQuery query) {
    if (book.refuses(query.id())) {
      return Measurement.failed(
          "the query ended the worker, or the worker was killed from outside, twice while it was"
              + " asked, the second time with nothing else to do: it may need more memory than"
              + " there is; ask for less, or give merge more memory; the next run asks it again");
    }
    book.begin(query.id());
    try {
      Measurement measured = answered(query);
      book.survived();
      return measured;
    } catch (WorkerException e) {
      if (TableSession.lostExecutors(e)) {
        book.lost();
      } else {
        book.survived();
      }
      throw e;
    }
  }

  private Measurement answered(SqlQuery query) {
    try {
      return answer(QueryText.on(date, query.sql()));
    } catch (WorkerException e) {
      throw e;
    } catch (Exception e) { // Spark throws checked exceptions that its signatures do not declare.
      return Measurement.failed("the query failed: " + QueryFailure.line(e));
    } catch (StackOverflowError | OutOfMemoryError e) {
      // Of one thread or one array: a heap that is full would have ended the worker.
      return Measurement.failed("the query failed: " + e);
    } finally {
      view.close();
    }
  }

  private Measurement answer(String sql) throws Exception {
    view.openEmpty();
    LogicalPlan parsed = session.sessionState().sqlParser().parsePlan(sql);
    Optional<String> mistake = QueryCheck.ofParsed(parsed);
    if (mistake.isPresent()) {
      return Measurement.failed("the query " + mistake.get());
    }
    QueryExecution tried = session.sessionState().executePlan(parsed, CommandExecutionMode.SKIP());
    tried.assertAnalyzed();
    mistake = QueryCheck.ofAnalyzed(tried.analyzed());
    if (mistake.isPresent()) {
      return Measurement.failed("the query " + mistake.get());
    }
    Optional<Measurement> impossible = QueryAnswer.impossible(tried.analyzed().schema());
    if (impossible.isPresent()) {
      return impossible.get();
    }
    view.open(TableView.needed(tried.optimizedPlan()));
    Dataset<Row> answer = session.sql(sql);
    return jobs.session()
        .within(limit, "asking a rule", () -> QueryAnswer.of(answer))
        .orElseGet(
            () ->
                Measurement.failed(
                    "the query took longer than "
                        + limit.toSeconds()
                        + " s; raise merge.query-timeout, or ask for less"));
  }
}
