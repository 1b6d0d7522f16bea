package io.tributary.core.command;

/**
 * A day whose store is closed in the end.
 *
 * @param day what is open
 */
record OpenDay(Day day) implements AutoCloseable {
  @Override
  public void close() {
    day.store().close();
  }
}
