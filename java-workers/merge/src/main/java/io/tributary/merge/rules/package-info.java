/**
 * What contracts ask beyond single values: Spark SQL over the rows that are about to be published,
 * and rows that name a row of another table. Tables without such rules never come here.
 */
package io.tributary.merge.rules;
