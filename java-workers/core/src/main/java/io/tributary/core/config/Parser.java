package io.tributary.core.config;

/** Reads a value from its text. */
@FunctionalInterface
interface Parser<T> {
  /**
   * Reads a value.
   *
   * @throws RefusedValue when the text is no such value; says what would be one
   */
  T parse(String text) throws RefusedValue;
}
