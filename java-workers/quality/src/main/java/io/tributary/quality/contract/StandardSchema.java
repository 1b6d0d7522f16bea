package io.tributary.quality.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tributary.core.config.Mistakes;
import io.tributary.core.config.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The standard's own JSON Schema. Where one thing is wrong it complains of all that lies around it
 * too, so only what is nearest to the mistake is told.
 */
final class StandardSchema {
  private static final String RESOURCE = "/odcs/odcs-json-schema-v3.1.0.json";

  private final JsonSchema schema;
  private final Set<String> keys = new TreeSet<>();

  private StandardSchema() {
    try (InputStream in = StandardSchema.class.getResourceAsStream(RESOURCE)) {
      schema =
          factory()
              .getSchema(
                  in, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    collect(schema.getSchemaNode());
  }

  /** The schema keeps definitions in groups, which the library warns of as unknown keywords. */
  private static JsonSchemaFactory factory() {
    JsonMetaSchema draft =
        JsonMetaSchema.builder(JsonMetaSchema.getV201909())
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build();
    return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V201909))
        .metaSchema(draft)
        .build();
  }

  private static final class Holder {
    private static final StandardSchema STANDARD = new StandardSchema();

    private Holder() {}
  }

  /** Notes what a file has that the standard does not allow, and what it lacks. */
  static void check(YamlTree tree, Mistakes mistakes) {
    Holder.STANDARD.complaints(tree.root()).stream()
        .filter(complaint -> !complaint.ofOperator())
        .forEach(
            complaint ->
                mistakes.add(
                    tree.line(complaint.key()),
                    complaint.key(),
                    complaint.words(Holder.STANDARD.keys, tree.root())));
  }

  private List<SchemaComplaint> complaints(JsonNode root) {
    List<SchemaComplaint> near = new ArrayList<>();
    List<SchemaComplaint> vague = new ArrayList<>();
    schema.validate(root).stream()
        .map(SchemaComplaint::of)
        .forEach(complaint -> (complaint.names(keys) ? near : vague).add(complaint));
    vague.sort(Comparator.comparingInt(SchemaComplaint::depth).reversed());
    for (SchemaComplaint complaint : vague) {
      boolean told =
          near.stream()
              .anyMatch(
                  other ->
                      other.below(complaint)
                          && !(complaint.sibling(other) && complaint.unexpected()));
      if (!told) {
        near.add(complaint);
      }
    }
    return near;
  }

  /** The names of all keys that the standard knows anywhere. */
  private void collect(JsonNode node) {
    JsonNode properties = node.get("properties");
    if (properties != null && properties.isObject()) {
      properties.fieldNames().forEachRemaining(keys::add);
    }
    node.forEach(this::collect);
  }
}
