package io.tributary.core.config;

import java.util.Optional;

/**
 * One key of a block: how its value is read, what holds without it, and what it means. The
 * reference page for people is made of these.
 *
 * @param name in the file
 * @param kind how its value is read
 * @param required whether a file without it is refused
 * @param byDefault what holds without it; empty when nothing does
 * @param shown the default as the page shows it: as written in a file, or in words; empty when
 *     there is none
 * @param description one or two sentences for people
 */
record Key<T>(
    String name,
    Kind<T> kind,
    boolean required,
    Optional<T> byDefault,
    String shown,
    String description) {

  /** A key that has to be there. */
  static <T> Key<T> required(String name, Kind<T> kind, String description) {
    return new Key<>(name, kind, true, Optional.empty(), "", description);
  }

  /** A key whose absence means something of its own. */
  static <T> Key<T> optional(String name, Kind<T> kind, String description) {
    return new Key<>(name, kind, false, Optional.empty(), "", description);
  }

  /** A key with a default. */
  static <T> Key<T> of(String name, Kind<T> kind, T byDefault, String shown, String description) {
    return new Key<>(name, kind, false, Optional.of(byDefault), shown, description);
  }

  /** A key whose default is written as in a file. */
  static <T> Key<T> of(String name, Parser<T> parser, String byDefault, String description) {
    try {
      String shown = "`" + byDefault + "`";
      return of(name, Kind.of(parser), parser.parse(byDefault), shown, description);
    } catch (RefusedValue e) {
      throw new IllegalArgumentException("the default of " + name + " " + e.getMessage(), e);
    }
  }
}
