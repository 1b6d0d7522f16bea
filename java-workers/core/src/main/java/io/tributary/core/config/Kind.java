package io.tributary.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How the value of a key is read: a text, a list, a block of keys, a mapping of free names. */
@FunctionalInterface
interface Kind<T> {
  /** The value; empty when it was refused, which has been noted then. */
  Optional<T> read(YamlValue value);

  /** The keys of the blocks in it, for the reference page. */
  default List<Key<?>> keys() {
    return List.of();
  }

  /** A text. */
  static <T> Kind<T> of(Parser<T> parser) {
    return value -> value.parse(parser);
  }

  /** A text that no message may show. */
  static Kind<Secret> secret(Parser<String> parser) {
    return value -> value.hidden().parse(parser).map(Secret::new);
  }

  /** A list whose items differ from each other. */
  static <T> Kind<List<T>> list(Parser<T> parser, Function<T, ?> identity) {
    return value -> {
      List<T> items = new ArrayList<>();
      Map<Object, YamlValue> seen = new HashMap<>();
      for (YamlValue item : value.items()) {
        item.parse(parser)
            .ifPresent(
                parsed -> {
                  YamlValue first = seen.putIfAbsent(identity.apply(parsed), item);
                  if (first != null) {
                    item.refuse("is there already, as " + first.path() + "; remove one of them");
                  }
                  items.add(parsed);
                });
      }
      return Optional.of(Collections.unmodifiableList(items));
    };
  }

  /** A list of blocks. */
  static <T> Kind<List<T>> blocks(Kind<T> block) {
    return new Kind<>() {
      @Override
      public Optional<List<T>> read(YamlValue value) {
        return Optional.of(
            value.items().stream().flatMap(item -> block.read(item).stream()).toList());
      }

      @Override
      public List<Key<?>> keys() {
        return block.keys();
      }
    };
  }

  /** A block of known keys. */
  static <T> Kind<T> block(List<Key<?>> keys, Function<YamlMapping, T> reader) {
    return new Kind<>() {
      @Override
      public Optional<T> read(YamlValue value) {
        Optional<YamlMapping> mapping = value.mapping();
        mapping.ifPresent(block -> block.expect(keys));
        return mapping.map(reader);
      }

      @Override
      public List<Key<?>> keys() {
        return keys;
      }
    };
  }

  /** A mapping whose keys are names of the partner's own, in the order of the file. */
  static <T> Kind<Map<String, T>> named(Parser<String> name, Kind<T> kind) {
    return new Kind<>() {
      @Override
      public Optional<Map<String, T>> read(YamlValue value) {
        Map<String, T> named = new LinkedHashMap<>();
        value
            .mapping()
            .ifPresent(
                mapping ->
                    mapping.each(
                        name, (key, entry) -> kind.read(entry).ifPresent(v -> named.put(key, v))));
        return Optional.of(named);
      }

      @Override
      public List<Key<?>> keys() {
        return kind.keys();
      }
    };
  }

  /** A mapping that somebody else judges. */
  static Kind<Boolean> foreign() {
    return value -> value.mapping().map(mapping -> true);
  }
}
