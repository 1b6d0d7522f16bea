package io.tributary.core.document;

import java.util.Optional;

/**
 * Something that a rule found.
 *
 * @param severity how grave
 * @param table where; empty for the day as a whole
 * @param column where; empty for the table as a whole
 * @param rule which rule, such as {@code null-ratio}
 * @param message one sentence for a person
 * @param actual what is, for a person
 * @param expected what should be, for a person
 */
public record Finding(
    Severity severity,
    Optional<String> table,
    Optional<String> column,
    String rule,
    String message,
    String actual,
    String expected) {}
