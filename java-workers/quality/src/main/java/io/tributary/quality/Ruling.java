package io.tributary.quality;

import io.tributary.core.document.Finding;

/**
 * One thing that a rule says.
 *
 * @param finding what was found and who is told
 * @param action what becomes of the table
 */
record Ruling(Finding finding, Action action) {}
