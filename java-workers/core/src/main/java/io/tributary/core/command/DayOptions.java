package io.tributary.core.command;

import java.time.LocalDate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a partner's day. */
public final class DayOptions {
  @Mixin private PartnerOptions partner = new PartnerOptions();

  @Option(
      names = "--date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The day to work on.")
  private LocalDate date;

  /** Reads the partner file and opens its storage. */
  OpenDay open() {
    return new OpenDay(partner.open(date));
  }
}
