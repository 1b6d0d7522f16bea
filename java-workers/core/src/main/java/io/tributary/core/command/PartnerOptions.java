package io.tributary.core.command;

import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.DayLayout;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStores;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name a partner and its storage. */
public final class PartnerOptions {
  @Option(
      names = "--partner",
      required = true,
      paramLabel = "NAME|FILE",
      description = "The partner: a name, looked up in --partners, or a partner file's path.")
  private String partner;

  @Option(
      names = "--partners",
      paramLabel = "DIR",
      defaultValue = "${env:TRIBUTARY_PARTNERS}",
      description = "The folder of the partner files (default: TRIBUTARY_PARTNERS, dags/partners).")
  private Path partners;

  @Option(
      names = "--storage",
      paramLabel = "ROOT",
      description = "s3://bucket/prefix or file:///directory, instead of the partner file's.")
  private String storage;

  /** Reads the partner file and opens its storage for one of its days. The caller closes it. */
  public Day open(LocalDate date) {
    Map<String, String> environment = System.getenv();
    PartnerSpec read =
        PartnerFile.read(PartnerFile.find(partner, Optional.ofNullable(partners)), environment);
    PartnerSpec spec = storage == null ? read : read.withStorage(Location.parse(storage));
    return new Day(
        spec,
        date,
        new DayLayout(spec.storage(), spec.partner(), date),
        ObjectStores.open(spec.storage()),
        RunIdentity.from(environment, Instant.now()),
        new Numbers(),
        ConsoleProgress.forThisProcess());
  }
}
