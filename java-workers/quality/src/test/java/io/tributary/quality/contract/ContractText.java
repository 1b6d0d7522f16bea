package io.tributary.quality.contract;

import io.tributary.core.error.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Contracts as texts, read as files are. */
final class ContractText {
  private static final String HEAD =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: overseas-1
      version: 1.0.0
      status: active
      """;

  private ContractText() {}

  /** A contract whose first lines, five of them, are as they must be. */
  static Contract read(String rest) {
    return Contract.read(file(HEAD + rest));
  }

  /** A contract of one table with some columns; more of the table follows, indented by four. */
  static TableContract table(String more) {
    return read(tableText(more)).table("room_rate").orElseThrow();
  }

  static String tableText(String more) {
    return """
        schema:
          - name: room_rate
            properties:
              - name: hotel_id
              - name: price
        """
        + more.indent(4);
  }

  /** A contract of one table with one column, of which more follows, indented by eight. */
  static TableContract column(String more) {
    return read(columnText(more)).table("room_rate").orElseThrow();
  }

  static String columnText(String more) {
    return """
        schema:
          - name: room_rate
            properties:
              - name: price
        """
        + more.indent(8);
  }

  /** What is refused: a line for each mistake, without the file's name. */
  static List<String> mistakes(String rest) {
    Path file = file(HEAD + rest);
    try {
      Contract.read(file);
      return List.of();
    } catch (ConfigurationException e) {
      return e.getMessage().lines().map(line -> line.replace(file + ":", "")).toList();
    }
  }

  static Path file(String text) {
    try {
      Path file = Files.createTempFile("contract", ".odcs.yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
