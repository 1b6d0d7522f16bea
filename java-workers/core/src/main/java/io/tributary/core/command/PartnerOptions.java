package io.tributary.core.command;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.DayLayout;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStores;
import java.time.Instant;
import java.time.LocalDate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a partner and its storage. */
public final class PartnerOptions {
  @Mixin private PartnerFileOptions file = new PartnerFileOptions();

  @Option(
      names = "--storage",
      paramLabel = "ROOT",
      description = "s3://bucket/prefix or file:///directory, instead of the partner file's.")
  private String storage;

  /** Reads the partner file and opens its storage for one of its days. The caller closes it. */
  public Day open(LocalDate date) {
    PartnerSpec spec = read();
    return new Day(
        spec,
        date,
        new DayLayout(spec.storage(), spec.partner(), date),
        ObjectStores.open(spec.storage()),
        RunIdentity.from(System.getenv(), Instant.now()),
        new Numbers(),
        ConsoleProgress.forThisProcess());
  }

  /** Reads the partner file; nothing is opened. */
  public PartnerSpec read() {
    PartnerSpec read = file.read();
    return storage == null ? read : read.withStorage(Location.parse(storage));
  }
}
