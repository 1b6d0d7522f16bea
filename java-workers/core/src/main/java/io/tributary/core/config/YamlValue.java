package io.tributary.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One value of a YAML file with its place: what it is read as, or why it is refused. */
final class YamlValue {
  private static final int SHOWN = 100;

  private final YamlFile file;
  private final Node node;
  private final String path;
  private final boolean item;
  private final boolean secret;

  YamlValue(YamlFile file, Node node, String path) {
    this(file, node, path, false, false);
  }

  private YamlValue(YamlFile file, Node node, String path, boolean item, boolean secret) {
    this.file = file;
    this.node = node;
    this.path = path;
    this.item = item;
    this.secret = secret;
  }

  /** The same value, which no message shows. */
  YamlValue hidden() {
    return new YamlValue(file, node, path, item, true);
  }

  String path() {
    return path;
  }

  /** Notes that the value is wrong. */
  void refuse(String message) {
    file.mistakes().add(YamlFile.line(node), path, shown() + " " + message);
  }

  private void refuseShape(String right) {
    String shape =
        switch (node.getNodeType()) {
          case MAPPING -> "is a mapping";
          case SEQUENCE -> "is a list";
          default -> shown() + " is one value";
        };
    file.mistakes().add(YamlFile.line(node), path, shape + "; " + right);
  }

  /** Reads a text, in which references to the environment are replaced. */
  <T> Optional<T> parse(Parser<T> parser) {
    if (!(node instanceof ScalarNode scalar)) {
      refuseShape("write one value");
      return Optional.empty();
    }
    try {
      if (!scalar.getTag().getValue().startsWith("tag:yaml.org,2002:")) {
        throw new RefusedValue("has a tag", "quote a value that begins with '!'");
      }
      if (isEmpty()) {
        throw new RefusedValue("is no value", "write one, or remove the key");
      }
      return Optional.of(parser.parse(file.environment().expand(scalar.getValue())));
    } catch (RefusedValue e) {
      refuse(e.getMessage());
      return Optional.empty();
    }
  }

  /** The items of a list; none when it is no list, which has been noted then. */
  List<YamlValue> items() {
    List<YamlValue> items = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node next : sequence.getValue()) {
        items.add(new YamlValue(file, next, path + "[" + items.size() + "]", true, secret));
      }
    } else {
      refuseShape("write a list, such as [a, b]");
    }
    return items;
  }

  /** The keys and values of a mapping, where nothing at all is an empty one. */
  Optional<YamlMapping> mapping() {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new YamlMapping(file, mapping, path));
    }
    if (isEmpty()) {
      return Optional.of(YamlMapping.empty(file, node, path));
    }
    refuseShape("write 'key: value' pairs");
    return Optional.empty();
  }

  /** Whether there is a key without a value. In a list, {@code null} is a word like others. */
  private boolean isEmpty() {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && scalar.getValue().matches(item ? "" : "|~|null");
  }

  /** The value as written, for messages, unless it could be a secret. */
  private String shown() {
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (secret || text.isEmpty()) {
      return "the value";
    }
    // A password in an address stays hidden wherever addresses may stand.
    String safe = text.replaceAll("//[^\\s@]*:\\S*@", "//***@").replaceAll("\\p{Cntrl}", "?");
    return "'" + (safe.length() > SHOWN ? safe.substring(0, SHOWN) + "…" : safe) + "'";
  }
}
