package io.tributary.report;

import picocli.CommandLine.Option;

/** Who accepts or revokes. */
final class Person {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who says so (default: TRIBUTARY_USER, else the name you are logged in by).")
  private String by;

  String name() {
    if (by != null && !by.isBlank()) {
      return by.strip();
    }
    String named = System.getenv().getOrDefault("TRIBUTARY_USER", "");
    return named.isBlank() ? System.getProperty("user.name", "unknown") : named;
  }
}
