package io.tributary.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The keys and values of one block, merge keys ({@code <<}) resolved. */
final class YamlMapping {
  private final YamlFile file;
  private final int line;
  private final String path;
  private final Map<String, Entry> entries;

  YamlMapping(YamlFile file, MappingNode node, String path) {
    this(file, YamlFile.line(node), path, flatten(file, node, path));
  }

  private YamlMapping(YamlFile file, int line, String path, Map<String, Entry> entries) {
    this.file = file;
    this.line = line;
    this.path = path;
    this.entries = entries;
  }

  /** A block with nothing in it. */
  static YamlMapping empty(YamlFile file, Node place, String path) {
    return new YamlMapping(file, YamlFile.line(place), path, Map.of());
  }

  /** A key and its value in the file. */
  record Entry(int line, Node value) {}

  /** Notes keys that are not known, and required ones that are not there. */
  void expect(List<Key<?>> keys) {
    List<String> known = keys.stream().map(Key::name).toList();
    entries.forEach(
        (name, entry) -> {
          if (!known.contains(name)) {
            file.mistakes().add(entry.line(), below(name), "is unknown; " + advice(name, known));
          }
        });
    for (Key<?> key : keys) {
      if (key.required() && !has(key)) {
        file.mistakes().add(line, below(key.name()), "is missing; " + key.description());
      }
    }
  }

  boolean has(Key<?> key) {
    return entries.containsKey(key.name());
  }

  /** The value of a key, if it is there and right. */
  <T> Optional<T> find(Key<T> key) {
    Entry entry = entries.get(key.name());
    return entry == null
        ? Optional.empty()
        : key.kind().read(new YamlValue(file, entry.value(), below(key.name())));
  }

  /**
   * The value of a key, or its default.
   *
   * @return null for a required key that is missing or wrong: the file is refused in the end
   */
  <T> T value(Key<T> key) {
    return find(key).or(key::byDefault).orElse(null);
  }

  /** Goes through all entries, whose keys are free names. */
  void each(Parser<String> name, BiConsumer<String, YamlValue> action) {
    entries.forEach(
        (key, entry) -> {
          YamlValue value = new YamlValue(file, entry.value(), below(key));
          try {
            action.accept(name.parse(key), value);
          } catch (RefusedValue e) {
            file.mistakes().add(entry.line(), below(key), e.getMessage());
          }
        });
  }

  /** Goes through all entries, whatever their keys are. */
  void each(BiConsumer<String, Entry> action) {
    entries.forEach(action);
  }

  /** Notes that a key's value is wrong in view of others. */
  void refuse(Key<?> key, String message) {
    Entry entry = entries.get(key.name());
    file.mistakes().add(entry == null ? line : entry.line(), below(key.name()), message);
  }

  private String below(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private String advice(String name, List<String> known) {
    if (Spelling.nearest(name, known).isEmpty()) {
      Optional<String> elsewhere = Reference.placeOf(name);
      if (elsewhere.isPresent()) {
        return "it belongs in " + elsewhere.get();
      }
    }
    return Spelling.advice(name, known);
  }

  private static Map<String, Entry> flatten(YamlFile file, MappingNode node, String path) {
    Map<String, Entry> known = file.flattened().get(node);
    if (known != null) {
      return known;
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    // Before its parts are looked at: a mapping that merges itself adds nothing to itself.
    file.flattened().put(node, entries);
    for (NodeTuple tuple : node.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : null;
      Entry entry = new Entry(YamlFile.line(tuple.getKeyNode()), tuple.getValueNode());
      if (key == null) {
        file.mistakes().add(entry.line(), path, "has a key that is no text; write 'key: value'");
      } else if (!key.equals("<<")) {
        Entry first = entries.putIfAbsent(key, entry);
        if (first != null) {
          file.mistakes()
              .add(
                  entry.line(),
                  path.isEmpty() ? key : path + "." + key,
                  "is there already, on line " + first.line() + "; remove one of them");
        }
      }
    }
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals("<<")) {
        merge(file, tuple.getValueNode(), path, entries);
      }
    }
    return entries;
  }

  private static void merge(YamlFile file, Node from, String path, Map<String, Entry> entries) {
    List<Node> sources = from instanceof SequenceNode list ? list.getValue() : List.of(from);
    for (Node source : sources) {
      if (source instanceof MappingNode mapping) {
        Map<String, Entry> merged = flatten(file, mapping, path);
        if (merged != entries) {
          merged.forEach(entries::putIfAbsent);
        }
      } else {
        file.mistakes()
            .add(YamlFile.line(source), path, "'<<' merges mappings only; write <<: *anchor");
      }
    }
  }
}
