package io.tributary.core.config;

import io.tributary.core.error.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * A YAML 1.2 file as nodes, so that every value has a line. All scalars are texts: what a value
 * means is the key's affair, not the look's.
 */
final class YamlFile {
  /** More than any partner needs, and few enough to read whatever they make. */
  private static final int ALIASES = 500;

  private static final int CHARACTERS = 1 << 20;

  private static final Form PARTNER = new Form("a partner file", "partner, source and storage");

  private final EnvironmentText environment;
  private final Mistakes mistakes;
  private final IdentityHashMap<MappingNode, Map<String, YamlMapping.Entry>> flattened =
      new IdentityHashMap<>();

  YamlFile(EnvironmentText environment, Mistakes mistakes) {
    this.environment = environment;
    this.mistakes = mistakes;
  }

  /**
   * Reads a file.
   *
   * @return the value of the whole file; empty when it is no YAML, which has been noted then
   * @throws ConfigurationException when there is no readable file
   */
  static Optional<YamlValue> read(Path path, Map<String, String> environment, Mistakes mistakes) {
    YamlFile file = new YamlFile(new EnvironmentText(environment), mistakes);
    return compose(path, new FailsafeSchema(), PARTNER, mistakes)
        .map(node -> new YamlValue(file, node, ""));
  }

  /**
   * What a file is to be.
   *
   * @param name with its article, for messages
   * @param least what an empty file lacks
   */
  record Form(String name, String least) {}

  EnvironmentText environment() {
    return environment;
  }

  Mistakes mistakes() {
    return mistakes;
  }

  /** What mappings hold, merge keys resolved: each is resolved once, however often it is merged. */
  IdentityHashMap<MappingNode, Map<String, YamlMapping.Entry>> flattened() {
    return flattened;
  }

  /** The line on which a node begins, from 1. */
  static int line(Node node) {
    return line(node.getStartMark());
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  /**
   * The node of a whole file.
   *
   * @param schema that says what plain scalars are
   * @return empty when it is no YAML, which has been noted then
   * @throws ConfigurationException when there is no readable file
   */
  static Optional<Node> compose(Path path, Schema schema, Form form, Mistakes mistakes) {
    String text = text(path);
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(schema)
            .setAllowNonScalarKeys(true) // refused with their line
            .setMaxAliasesForCollections(ALIASES)
            .setCodePointLimit(CHARACTERS)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        mistakes.add(1, "", "the file is empty; write at least " + form.least());
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      // Only the parser's own words: the snippet it offers can show a secret.
      mistakes.add(line(e.getProblemMark()), "", "is no YAML: " + problem(e.getProblem()));
    } catch (YamlEngineException e) {
      mistakes.add(1, "", "is no YAML that can be " + form.name() + ": " + problem(e.getMessage()));
    } catch (StackOverflowError e) {
      mistakes.add(1, "", "is nested too deeply for " + form.name());
    }
    return Optional.empty();
  }

  private static String problem(String words) {
    if (words == null) {
      return "check quotes and indentation";
    }
    if (words.contains("undefined alias")) {
      return "a value begins with '*' and names no anchor; quote it if it is a text";
    }
    return words.lines().findFirst().orElse("").strip() + "; check quotes and indentation";
  }

  private static String text(Path path) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(path + " is not UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw new ConfigurationException("cannot read " + path + "; check path and rights", e);
    }
  }
}
