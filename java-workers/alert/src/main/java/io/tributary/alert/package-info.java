/**
 * Telling people what cannot wait until they look. A finding of a day is told once to everybody who
 * wants to know of its severity, however often the day is run, and once more when it is gone: who
 * knows of what is kept beside the day's data. Repeats, digests and quiet hours belong to the
 * receiver. A receiver that cannot be reached never fails the data.
 */
package io.tributary.alert;
