/**
 * Rules on what merge measured, judged before a table is published: {@link
 * io.tributary.quality.TableFacts} in, {@link io.tributary.quality.Judgement} out.
 *
 * <p>Severity says who is told, action says what happens to the table; the two are separate. A rule
 * that throws fails alone. Rules are pure functions of the facts: the same delivery, settings and
 * baseline give the same findings, byte for byte.
 *
 * <p>What comes later has its place here. Contracts: a reader of Open Data Contract Standard files
 * that yields more rules for {@link io.tributary.quality.QualityJudge}, beside the default ones;
 * SQL rules turn into facts in the table's own session before the judge sees them. Trends: rules on
 * facts that carry the history of each metric instead of one baseline day. Alerts read the findings
 * of {@code summary.json} and belong to the report module.
 */
package io.tributary.quality;
