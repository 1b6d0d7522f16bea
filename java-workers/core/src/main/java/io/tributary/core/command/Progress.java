package io.tributary.core.command;

/**
 * Shows how far long work is: one line rewritten in place on a terminal, a plain line now and then
 * in a log. Safe for several threads; cheap enough to call for every archive or part.
 */
public interface Progress {
  /** Shows nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void begin(String what, long items, long bytes) {}

        @Override
        public void advance(long items, long bytes) {}

        @Override
        public void end() {}
      };

  /**
   * Begins a piece of work.
   *
   * @param what is being counted, in the plural, such as {@code archives}
   * @param items how many there are in all
   * @param bytes how many there are in all; 0: not known
   */
  void begin(String what, long items, long bytes);

  /** Some more is done. */
  void advance(long items, long bytes);

  /** The piece of work is over. */
  void end();
}
