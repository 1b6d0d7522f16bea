package io.tributary.quality.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import io.tributary.core.config.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that a JSON Schema has against a file, with its words for people.
 *
 * @param place the block or value, as the parts of its path
 * @param message of the validator
 */
record SchemaComplaint(List<String> place, ValidationMessage message) {
  private static final Set<String> UNEXPECTED =
      Set.of("unevaluatedProperties", "additionalProperties");

  /** Complaints that say that others were made. */
  private static final Set<String> SUMMARIES =
      Set.of("oneOf", "anyOf", "allOf", "not", "if", "unevaluatedItems");

  private static final Pattern TYPES = Pattern.compile("(\\w+) found, (.+) expected");

  static SchemaComplaint of(ValidationMessage message) {
    JsonNodePath path = message.getInstanceLocation();
    List<String> place = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      Object part = path.getElement(i);
      place.add(part instanceof Integer ? "[" + part + "]" : part.toString());
    }
    return new SchemaComplaint(List.copyOf(place), message);
  }

  /** Whether a key is too much here. */
  boolean unexpected() {
    return UNEXPECTED.contains(message.getType());
  }

  /** Whether this names the mistake itself; else it may only follow from another one. */
  boolean names(Set<String> known) {
    return unexpected()
        ? !known.contains(message.getProperty())
        : !SUMMARIES.contains(message.getType());
  }

  /**
   * Complaints of operators are left to the reader of rules: the schema asks for all eight where
   * there is none.
   */
  boolean ofOperator() {
    List<String> operators = Comparison.Operator.keys();
    boolean rule = place.size() >= 2 && place.get(place.size() - 2).equals("quality");
    boolean below = place.stream().anyMatch(operators::contains);
    return below
        || (rule && message.getType().equals("oneOf"))
        || (rule
            && message.getType().equals("required")
            && operators.contains(message.getProperty()));
  }

  int depth() {
    return place.size();
  }

  /** Whether this is about the same block as another, or about something in it. */
  boolean below(SchemaComplaint other) {
    return depth() >= other.depth() && place.subList(0, other.depth()).equals(other.place);
  }

  /** Whether two keys of one block are too much. */
  boolean sibling(SchemaComplaint other) {
    return unexpected() && other.unexpected() && place.equals(other.place);
  }

  /** Where the mistake is, such as {@code schema[0].name}. */
  String key() {
    List<String> parts = new ArrayList<>(place);
    if (unexpected() || message.getType().equals("required")) {
      parts.add(message.getProperty());
    }
    StringBuilder key = new StringBuilder();
    for (String part : parts) {
      key.append(key.isEmpty() || part.startsWith("[") ? "" : ".").append(part);
    }
    return key.toString();
  }

  /** What is wrong and what would be right. */
  String words(Set<String> known, JsonNode root) {
    String type = message.getType();
    if (unexpected()) {
      String name = message.getProperty();
      if (Comparison.Operator.keys().contains(name)) {
        return "has no effect here; write it beside a metric or a query, or into a custom rule's"
            + " implementation";
      }
      return known.contains(name)
          ? "does not belong here; move or remove it"
          : "is unknown; "
              + Spelling.nearest(name, known)
                  .map(near -> "did you mean " + near + "?")
                  .orElse("the standard has no such key; what is your own is a customProperties");
    }
    return switch (type) {
      case "required" -> "is missing; the standard asks for it";
      case "enum" -> shown(root) + " is unknown; " + advice(root);
      case "type" -> types(root);
      case "pattern" -> shown(root) + " does not match " + message.getSchemaNode().asText();
      default -> text() + "; see the Open Data Contract Standard v3.1";
    };
  }

  private String advice(JsonNode root) {
    if (place.equals(List.of("apiVersion"))) {
      return "write v3.1.0, the version of the standard that is read here";
    }
    List<String> words = new ArrayList<>();
    message.getSchemaNode().forEach(word -> words.add(word.asText()));
    return Spelling.advice(value(root).asText(), words);
  }

  private String types(JsonNode root) {
    Matcher matcher = TYPES.matcher(text());
    if (!matcher.find()) {
      return text();
    }
    String expected = matcher.group(2);
    String found = matcher.group(1).equals("string") ? "a text" : "a " + matcher.group(1);
    boolean quote = expected.equals("string") && value(root).isValueNode();
    return shown(root)
        + " is "
        + found
            .replace("a null", "no value")
            .replace("a object", "a mapping")
            .replace("a array", "a list")
            .replace("a integer", "a number")
        + "; write "
        + (quote
            ? "a text, such as \"" + value(root).asText() + "\""
            : expected.equals("object")
                ? "'key: value' pairs"
                : expected.equals("array")
                    ? "a list, such as [a, b]"
                    : "a value of type " + expected);
  }

  private String text() {
    String path = message.getInstanceLocation().toString();
    String text = message.getMessage();
    return text.startsWith(path + ": ") ? text.substring(path.length() + 2) : text;
  }

  private JsonNode value(JsonNode root) {
    return root.at(message.getInstanceLocation().toString());
  }

  private String shown(JsonNode root) {
    JsonNode value = value(root);
    String text = value.asText();
    return value.isValueNode() && !text.isEmpty()
        ? "'" + (text.length() > 100 ? text.substring(0, 100) + "…" : text) + "'"
        : "the value";
  }
}
