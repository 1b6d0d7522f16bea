package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.PartnerOptions;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.Revocation;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary history revoke}. */
@Command(
    name = "revoke",
    description = {
      "Takes an acceptance back: what it covered trains again, for days frozen from now on.",
      "Nothing is removed: both are kept."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  tributary history revoke 2025-03-17-1f3a9c0d --partner overseas-1 --reason \"a mistake\""
    })
final class HistoryRevoke implements Callable<Integer> {
  @Mixin private PartnerOptions partner = new PartnerOptions();

  @Parameters(paramLabel = "ID", description = "The acceptance, as history list names it.")
  private String id;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for people.")
  private String reason;

  @Mixin private Person person = new Person();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!id.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}")) {
      throw new ConfigurationException(
          "'" + id + "' is no id of an acceptance; history list names them");
    }
    Day day = partner.open(LocalDate.EPOCH);
    try (var store = day.store()) {
      new HistoryFolder(store, day.layout())
          .revoke(
              id,
              new Revocation(
                  Revocation.VERSION,
                  reason.strip(),
                  person.name(),
                  Instant.now().truncatedTo(ChronoUnit.MILLIS)));
      PrintWriter out = StandardOutput.of(spec);
      out.println("revoked " + id);
      out.flush();
    } catch (ObjectMissingException e) {
      throw new ConfigurationException(
          "there is no acceptance " + id + "; history list names them", e);
    } catch (PreconditionFailedException e) {
      throw new ConfigurationException(id + " is revoked already", e);
    }
    return 0;
  }
}
