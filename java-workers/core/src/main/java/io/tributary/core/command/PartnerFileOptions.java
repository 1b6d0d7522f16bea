package io.tributary.core.command;

import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name a partner, for commands that need its file alone. */
public final class PartnerFileOptions {
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

  /**
   * The partner's file.
   *
   * @throws io.tributary.core.error.ConfigurationException when there is none, or it is wrong
   */
  public PartnerSpec read() {
    return PartnerFile.read(
        PartnerFile.find(partner, Optional.ofNullable(partners)), System.getenv());
  }
}
