package io.tributary.quality.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.document.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a contract says of a table, as one hash that its layout and the order of keys leave alone.
 */
final class Digest {
  private Digest() {}

  /**
   * Of a table's part of the contract.
   *
   * @param references with the names that they have in the other tables' parts
   */
  static String of(JsonNode table, List<ReferenceQuery> references) {
    byte[] text = Json.line(List.of(canonical(table), references)).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Object canonical(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> sorted = new TreeMap<>();
      node.properties().forEach(field -> sorted.put(field.getKey(), canonical(field.getValue())));
      return sorted;
    }
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(canonical(item)));
      return Collections.unmodifiableList(items);
    }
    // 1, 1.0 and 1e0 are one number; the text "1" is another value.
    return node.isNumber()
        ? List.of(node.decimalValue().stripTrailingZeros().toPlainString())
        : node;
  }
}
