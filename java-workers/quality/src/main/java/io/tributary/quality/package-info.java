/**
 * Rules on what merge measured, judged before a table is published: {@link
 * io.tributary.quality.TableFacts} in, {@link io.tributary.quality.Judgement} out.
 *
 * <p>Severity says who is told, action says what happens to the table; the two are separate. A rule
 * that throws fails alone. Rules are pure functions of the facts: the same delivery, settings and
 * baseline give the same findings, byte for byte.
 *
 * <p>{@code contract} reads Open Data Contract Standard files into more rules, beside the default
 * ones. {@code history} reads the partner's metrics of earlier days, and {@code trend} says what a
 * metric is expected to be by them; which files these are is frozen with the day's source list.
 */
package io.tributary.quality;
