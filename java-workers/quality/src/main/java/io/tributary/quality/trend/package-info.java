/**
 * What a metric is expected to be, by its history: the same weekdays for sudden changes, a control
 * chart for slow ones. Pure functions of numbers.
 */
package io.tributary.quality.trend;
