package io.tributary.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A CSV in an archive.
 *
 * @param table name
 * @param name of the member
 * @param csv all of it; the first line is its header
 */
record FixtureMember(String table, String name, String csv) {
  private static final Pattern LINES = Pattern.compile("\n(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
  private static final Pattern FIELDS = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

  static FixtureMember member(String table, int batch, String... lines) {
    return new FixtureMember(
        table, table + "_20250317_" + batch + ".csv", String.join("\n", lines) + "\n");
  }

  String header() {
    return csv.substring(0, csv.indexOf('\n'));
  }

  String body() {
    return csv.substring(csv.indexOf('\n') + 1);
  }

  List<String> columns() {
    return List.of(header().split(","));
  }

  /** Records as written. */
  List<String> records() {
    return body().isEmpty() ? List.of() : List.of(LINES.split(body()));
  }

  static List<String> fields(String record) {
    return List.of(FIELDS.split(record, -1));
  }

  String sha256() {
    return Digests.sha256(csv.getBytes(UTF_8));
  }
}
