package io.tributary.embedded.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A well-formed row by column name. */
record SampleRow(TreeMap<String, String> values) {
  /** The columns without which the row would not be the same. */
  Set<String> filled() {
    Set<String> names = new HashSet<>();
    values.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            names.add(name);
          }
        });
    return names;
  }

  /**
   * SHA-256 of {@code name=value NUL} for each field that is not empty, in the order of the names:
   * the same whatever columns, order and quoting a member has.
   */
  byte[] digest() {
    MessageDigest digest = sha256();
    for (Map.Entry<String, String> field : values.entrySet()) {
      if (!field.getValue().isEmpty()) {
        digest.update((field.getKey() + "=" + field.getValue() + "\0").getBytes(UTF_8));
      }
    }
    return digest.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
