package io.tributary.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes what failed small, so that a person sees why it fails. */
final class Smallest {
  private Smallest() {}

  /**
   * What still fails, and nothing smaller of it does.
   *
   * @param failing what fails
   * @param smaller what is a little smaller than something
   * @param fails tries one
   * @param trials at most; with the last one it ends wherever it is
   */
  static <T> T of(T failing, Function<T, List<T>> smaller, Predicate<T> fails, int trials) {
    T smallest = failing;
    int left = trials;
    Optional<T> next = Optional.of(failing);
    while (next.isPresent()) {
      smallest = next.get();
      next = Optional.empty();
      for (T candidate : smaller.apply(smallest)) {
        if (left-- <= 0) {
          return smallest;
        }
        if (fails.test(candidate)) {
          next = Optional.of(candidate);
          break;
        }
      }
    }
    return smallest;
  }
}
