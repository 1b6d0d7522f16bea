package io.tributary.quality.contract;

/**
 * A query of Spark SQL over the rows that are about to be published, whose single number a rule
 * judges. The table is a view of its own name; its columns have the product's names, NULL values
 * are NULL, and columns with a logical type have it ({@code try_cast}).
 *
 * @param id of the contract's rule
 * @param sql the query
 */
public record SqlQuery(String id, String sql) {
  /** The word that stands for the delivery's day, as a date, in a query's <code>${…}</code>. */
  public static final String DATE = "date";
}
