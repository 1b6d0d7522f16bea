package io.tributary.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.error.ConfigurationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A YAML 1.2 file in the form of JSON, as files are read that a JSON Schema describes: plain
 * scalars are what YAML's core schema says ({@code true}, {@code 3}, {@code null}), references to
 * the environment are texts like others, and every value knows its line.
 */
public final class YamlTree {
  /** More than any file of ours needs; an alias counts as what it stands for. */
  private static final int NODES = 200_000;

  private static final int DEPTH = 100;

  private static final JsonNodeFactory JSON = new JsonNodeFactory(true);

  private final YamlFile file;
  private final Mistakes mistakes;
  private final Map<String, Integer> lines = new HashMap<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private JsonNode root = JSON.nullNode();
  private int nodes;

  private YamlTree(Mistakes mistakes) {
    this.file = new YamlFile(new EnvironmentText(Map.of()), mistakes);
    this.mistakes = mistakes;
  }

  /**
   * Reads a file.
   *
   * @param name what it is to be, with its article, for messages: {@code a data contract}
   * @param least what an empty file lacks
   * @return empty when it is no YAML, which has been noted then
   * @throws ConfigurationException when there is no readable file
   */
  public static Optional<YamlTree> read(Path path, String name, String least, Mistakes mistakes) {
    YamlFile.Form form = new YamlFile.Form(name, least);
    return YamlFile.compose(path, new CoreSchema(), form, mistakes)
        .map(
            node -> {
              YamlTree tree = new YamlTree(mistakes);
              tree.lines.put("", YamlFile.line(node));
              tree.root = tree.json(node, "");
              return tree;
            });
  }

  /** The whole file. */
  public JsonNode root() {
    return root;
  }

  /**
   * The line of a value: its key's, an item's own.
   *
   * @param path such as {@code schema[0].name}; of one that is not there, the nearest above it
   */
  public int line(String path) {
    String known = path;
    while (!lines.containsKey(known)) {
      known =
          known.substring(0, Math.max(0, Math.max(known.lastIndexOf('.'), known.lastIndexOf('['))));
    }
    return lines.get(known);
  }

  private JsonNode json(Node node, String path) {
    if (open.contains(node)) {
      mistakes.add(YamlFile.line(node), path, "contains itself; remove the alias");
      return JSON.nullNode();
    }
    if (open.size() > DEPTH) {
      mistakes.add(YamlFile.line(node), path, "is nested too deeply");
      return JSON.nullNode();
    }
    if (++nodes > NODES) {
      if (nodes == NODES + 1) {
        mistakes.add(YamlFile.line(node), path, "is too much; use fewer aliases");
      }
      return JSON.nullNode();
    }
    open.push(node);
    try {
      if (node instanceof MappingNode mapping) {
        return mapping(mapping, path);
      }
      return node instanceof SequenceNode list ? list(list, path) : scalar((ScalarNode) node, path);
    } finally {
      open.pop();
    }
  }

  private JsonNode mapping(MappingNode mapping, String path) {
    ObjectNode object = JSON.objectNode();
    new YamlMapping(file, mapping, path)
        .each(
            (name, entry) -> {
              String below = path.isEmpty() ? name : path + "." + name;
              lines.put(below, entry.line());
              object.set(name, json(entry.value(), below));
            });
    return object;
  }

  private JsonNode list(SequenceNode list, String path) {
    ArrayNode array = JSON.arrayNode();
    for (Node item : list.getValue()) {
      String below = path + "[" + array.size() + "]";
      lines.put(below, YamlFile.line(item));
      array.add(json(item, below));
    }
    return array;
  }

  private JsonNode scalar(ScalarNode scalar, String path) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    try {
      if (tag.equals(Tag.NULL)) {
        return JSON.nullNode();
      } else if (tag.equals(Tag.BOOL)) {
        return JSON.booleanNode(Boolean.parseBoolean(text));
      } else if (tag.equals(Tag.INT)) {
        return integer(text);
      } else if (tag.equals(Tag.FLOAT)) {
        return JSON.numberNode(new BigDecimal(text));
      }
    } catch (NumberFormatException e) {
      mistakes.add(
          YamlFile.line(scalar),
          path,
          "'" + text + "' is no number that can be used; quote a text");
      return JSON.nullNode();
    }
    return JSON.textNode(text);
  }

  private static JsonNode integer(String text) {
    String digits = text.startsWith("+") ? text.substring(1) : text;
    BigInteger value =
        digits.startsWith("0x")
            ? new BigInteger(digits.substring(2), 16)
            : digits.startsWith("0o")
                ? new BigInteger(digits.substring(2), 8)
                : new BigInteger(digits);
    return value.bitLength() < Long.SIZE
        ? JSON.numberNode(value.longValueExact())
        : JSON.numberNode(value);
  }
}
