package io.tributary.merge;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Sample;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.quality.Rule;
import io.tributary.quality.contract.TableContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a contract says of one table of a day, rule by rule, for people. */
final class TrialReport {
  private final TableContract contract;
  private final TableMetadata metadata;
  private final Map<String, List<Finding>> byRule = new LinkedHashMap<>();

  TrialReport(TableContract contract, TableMetadata metadata) {
    this.contract = contract;
    this.metadata = metadata;
    for (Rule rule : contract.rules()) {
      byRule.put(rule.name(), List.of());
    }
    for (Finding finding : metadata.quality().findings()) {
      if (finding.severity() != Severity.OK) {
        List<Finding> before = byRule.getOrDefault(finding.rule(), List.of());
        byRule.put(finding.rule(), Stream.concat(before.stream(), Stream.of(finding)).toList());
      }
    }
  }

  /** How many rules were judged: the contract's, and others that found something. */
  int rules() {
    return byRule.size();
  }

  /** The rules that are broken by an error, or something graver. */
  List<String> broken() {
    return byRule.entrySet().stream()
        .filter(
            rule ->
                rule.getValue().stream()
                    .anyMatch(finding -> finding.severity().compareTo(Severity.ERROR) >= 0))
        .map(rule -> contract.table() + " " + rule.getKey())
        .toList();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    TableMetadata.Counts counts = metadata.counts();
    text.append(contract.table())
        .append(": ")
        .append(Figures.count(counts.delivered(), "record", "records"))
        .append(" delivered, ")
        .append(Figures.count(counts.merged()))
        .append(" to publish, ")
        .append(Figures.count(counts.quarantined()))
        .append(" to quarantine, ")
        .append(Figures.count(counts.dropped()))
        .append(" to drop\n");
    byRule.forEach((rule, findings) -> rule(text, rule, findings));
    return text.append('\n').toString();
  }

  private static void rule(StringBuilder text, String rule, List<Finding> findings) {
    if (findings.isEmpty()) {
      text.append("  ok        ").append(rule).append('\n');
    }
    for (Finding finding : findings) {
      String severity = finding.severity().name().toUpperCase(Locale.ROOT);
      text.append(String.format(Locale.ROOT, "  %-8s  %s: ", severity, rule))
          .append(finding.column().map(column -> column + ": ").orElse(""))
          .append(finding.message())
          .append('\n')
          .append("            actual ")
          .append(finding.actual())
          .append(", expected ")
          .append(finding.expected())
          .append(action(finding.action()))
          .append('\n');
      for (Sample sample : finding.samples()) {
        text.append("            ")
            .append(sample.archive())
            .append("  ")
            .append(sample.member())
            .append(':')
            .append(sample.line())
            .append("  ")
            .append(sample.value())
            .append('\n');
      }
    }
  }

  private static String action(RuleAction action) {
    return switch (action) {
      case PUBLISH -> "";
      case QUARANTINE -> "; the rows go to quarantine";
      case HOLD -> "; the table would be held back";
    };
  }
}
