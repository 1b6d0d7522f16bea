package io.tributary.alert;

import io.tributary.core.document.Finding;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What somebody has to be told of a day.
 *
 * @param severity how grave
 * @param rule which rule found it
 * @param table where; empty for the day as a whole
 * @param column where; empty for the table as a whole
 * @param message one sentence for a person
 * @param actual what is; may be empty
 * @param expected what should be; may be empty
 */
public record Alert(
    Severity severity,
    String rule,
    Optional<String> table,
    Optional<String> column,
    String message,
    String actual,
    String expected) {

  /** An alert of a finding. */
  public static Alert of(Finding finding) {
    return new Alert(
        finding.severity(),
        finding.rule(),
        finding.table(),
        finding.column(),
        finding.message(),
        finding.actual(),
        finding.expected());
  }

  /** An alert of the day as a whole. */
  public static Alert ofDay(
      Severity severity, String rule, String message, String actual, String expected) {
    return new Alert(severity, rule, Optional.empty(), Optional.empty(), message, actual, expected);
  }

  /**
   * What makes two alerts of a day the same: rule, table and column. Readable, and told from other
   * names that read alike by a hash.
   */
  public String key() {
    StringBuilder key = new StringBuilder(rule);
    table.ifPresent(name -> key.append('.').append(name));
    column.ifPresent(name -> key.append('.').append(name));
    byte[] exact = Json.line(List.of(rule, table, column)).getBytes(StandardCharsets.UTF_8);
    return key.append('-').append(sha256(exact), 0, 12).toString();
  }

  /** Where it is, for a person: table and column, or the day. */
  String place() {
    return table.map(name -> name + column.map(c -> "." + c).orElse("")).orElse("the day");
  }

  Alert with(Severity other) {
    return new Alert(other, rule, table, column, message, actual, expected);
  }

  Alert withMore(int others) {
    return new Alert(
        severity, rule, table, column, message + " (and " + others + " more)", actual, expected);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
