/** Reads the partner's history for those who judge by it. */
package io.tributary.quality.history;
