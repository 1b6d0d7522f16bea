/** Telling people what cannot wait for the summary. */
package io.tributary.core.alert;
