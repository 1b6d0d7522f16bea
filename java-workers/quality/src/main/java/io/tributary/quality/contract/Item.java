package io.tributary.quality.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.config.Mistakes;
import io.tributary.core.config.Spelling;
import io.tributary.core.config.YamlTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A value of a contract with its place. What has another shape than asked for counts as absent: the
 * standard's schema has said so already.
 *
 * @param tree the file
 * @param mistakes where what is wrong is noted
 * @param path of the value, such as {@code schema[0].name}
 * @param node the value
 */
record Item(YamlTree tree, Mistakes mistakes, String path, JsonNode node) {
  /** The value of a key, if it is there and not null. */
  Optional<Item> at(String key) {
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(below(key, value));
  }

  /** The block of a key. */
  Optional<Item> block(String key) {
    return at(key).filter(item -> item.node.isObject());
  }

  /** The items of a key's list. */
  List<Item> items(String key) {
    return at(key).map(Item::items).orElse(List.of());
  }

  /** The items of this list. */
  List<Item> items() {
    List<Item> items = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(
          item -> items.add(new Item(tree, mistakes, path + "[" + items.size() + "]", item)));
    }
    return items;
  }

  /** The text of a key. */
  Optional<String> text(String key) {
    return at(key).filter(item -> item.node.isTextual()).map(item -> item.node.textValue());
  }

  /** Whether a key says true. */
  boolean yes(String key) {
    return at(key).filter(item -> item.node.isBoolean() && item.node.booleanValue()).isPresent();
  }

  /** A list of texts, whether it is written as one or as a single text. */
  List<Item> texts(String key) {
    return at(key)
        .map(item -> item.node.isTextual() ? List.of(item) : item.items())
        .orElse(List.of());
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Refuses keys that mean nothing here. */
  void expect(Collection<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        String advice =
            known.isEmpty() ? "remove it: nothing can be set here" : Spelling.advice(key, known);
        below(key, node.get(key)).note("is unknown; " + advice);
      }
    }
  }

  /** Notes that this value is wrong. */
  void refuse(String message) {
    note((node.isValueNode() ? "'" + shown() + "' " : "") + message);
  }

  /** Notes that a key of this block is wrong or missing. */
  void note(String key, String message) {
    below(key, node).note(message);
  }

  /** Notes something about this place. */
  void note(String message) {
    mistakes.add(line(), path, message);
  }

  int line() {
    return tree.line(path);
  }

  String shown() {
    String text = node.asText();
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  private Item below(String key, JsonNode value) {
    return new Item(tree, mistakes, path.isEmpty() ? key : path + "." + key, value);
  }
}
