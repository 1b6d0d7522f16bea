/**
 * What merge measures of values while it slices: bytes in, figures out, the same whatever the order
 * of the values and however they were split among tasks.
 */
package io.tributary.merge.measure;
