package io.tributary.merge.check;

import io.tributary.quality.contract.ValueTest;

/**
 * A test of values that is ready to run. It may throw: that says that nobody knows whether the
 * value passes. Not for several threads at once.
 */
@FunctionalInterface
public interface ValueEvaluator {
  /** Whether a value that is not NULL passes; it may be empty. */
  boolean passes(byte[] bytes, int from, int to);

  /**
   * Makes a test ready.
   *
   * @throws IllegalArgumentException when it cannot be: a pattern or a format that is none
   */
  static ValueEvaluator of(ValueTest test) {
    if (test instanceof ValueTest.NotAmong among) {
      KnownValues words = new KnownValues(among.values());
      return (bytes, from, to) -> !words.contains(bytes, from, to);
    }
    if (test instanceof ValueTest.OneOf one) {
      return new KnownValues(one.values())::contains;
    }
    if (test instanceof ValueTest.Matches matches) {
      return new Remembered(new PatternTest(matches.pattern()));
    }
    if (test instanceof ValueTest.OfType type) {
      return type.format().isEmpty()
          ? TypeTest.of(type.type())
          : new Remembered(new FormatTest(type.type(), type.format()));
    }
    if (test instanceof ValueTest.InRange range) {
      return new RangeTest(range);
    }
    if (test instanceof ValueTest.OfLength length) {
      return (bytes, from, to) -> {
        int characters = characters(bytes, from, to);
        return characters >= length.least() && characters <= length.most();
      };
    }
    // Not NULL: whatever is asked here is not.
    return (bytes, from, to) -> true;
  }

  /** Whether NULL fails a test. */
  static boolean nullFails(ValueTest test) {
    return test instanceof ValueTest.NotNull
        || (test instanceof ValueTest.NotAmong among && among.nullCounts());
  }

  private static int characters(byte[] bytes, int from, int to) {
    int characters = 0;
    for (int at = from; at < to; at++) {
      // Every byte but those that continue a character.
      characters += bytes[at] >= (byte) 0xc0 ? 1 : 0;
    }
    return characters;
  }
}
