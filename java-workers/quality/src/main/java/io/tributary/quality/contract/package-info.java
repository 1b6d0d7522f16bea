/**
 * Data contracts: a reader of Open Data Contract Standard files, what a contract asks merge to
 * measure ({@link io.tributary.quality.contract.ValueCheck}, {@link
 * io.tributary.quality.contract.SqlQuery}, {@link io.tributary.quality.contract.ReferenceQuery}),
 * and the rules that judge the measurements.
 */
package io.tributary.quality.contract;
