package io.tributary.report;

import io.tributary.core.command.Day;
import java.time.LocalDate;
import picocli.CommandLine.Option;

/** The option that says where the history that is shown ends. */
final class UntilOption {
  @Option(
      names = "--until",
      paramLabel = "YYYY-MM-DD",
      description = "The last day (default: today).")
  private LocalDate until;

  /** The day after the last one; without the option that is the partner's today. */
  LocalDate dayAfter(Day day) {
    LocalDate last = until == null ? LocalDate.now(day.partner().timezone()) : until;
    return last.plusDays(1);
  }
}
