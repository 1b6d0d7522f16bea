package io.tributary.cli.plan;

import io.tributary.core.command.PartnerOptions;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.config.TableSpec;
import io.tributary.core.document.Json;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.DataException;
import io.tributary.transfer.await.PresentDelivery;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary plan}: what to set for a delivery, and what it will take. */
@Command(
    name = "plan",
    description = {
      "Says what a delivery will need before it runs: shards, container sizes, executors, hours,",
      "S3 requests, bytes and rough monthly cost, with the lines for the partner file.",
      "Looks at the source as wait does, or takes the figures that it is given; freezes nothing and",
      "writes nothing."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary plan --partner overseas-1 --date 2025-03-17",
      "  tributary plan --partner overseas-1 --archives 40000 --gigabytes 12000 --format json"
    })
public final class PlanCommand implements Callable<Integer> {
  /** How the plan is written. */
  enum Format {
    /** For people. */
    TEXT,
    /** For machines. */
    JSON
  }

  @Mixin private PartnerOptions options = new PartnerOptions();

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The day to list the source for (default: the partner's yesterday).")
  private LocalDate date;

  @Option(
      names = "--archives",
      paramLabel = "N",
      description = "Archives of a day, instead of looking at the source; with --gigabytes.")
  private Long archives;

  @Option(
      names = "--gigabytes",
      paramLabel = "N",
      description = "Packed gigabytes (1,000,000,000 bytes) of a day; with --archives.")
  private Double gigabytes;

  @Mixin private Wishes wishes = new Wishes();
  @Mixin private Prices prices = new Prices();

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How it is written (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Spec private CommandSpec spec;

  private String subject = "";
  private Optional<String> lacks = Optional.empty();

  @Override
  public Integer call() {
    check();
    PartnerSpec partner = options.read();
    DeliverySize size = archives == null ? present(partner) : size(partner, archives, bytes());
    Plan plan = new Planner(partner, wishes, prices, size, lacks).plan();
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        format == Format.JSON
            ? new String(Json.bytes(plan), StandardCharsets.UTF_8)
            : new PlanText(plan, partner.partner() + " · " + subject).text());
    out.flush();
    return 0;
  }

  private void check() {
    if ((archives == null) != (gigabytes == null)) {
      throw new ConfigurationException("--archives and --gigabytes come together: give both");
    }
    if (archives != null && date != null) {
      throw new ConfigurationException(
          "--date looks at the source, --archives and --gigabytes do without: give one of the two");
    }
    Wishes.require(archives == null || archives > 0, "--archives", "1 or more");
    Wishes.require(
        gigabytes == null || (gigabytes > 0 && gigabytes <= 1e6),
        "--gigabytes",
        "more than 0 and at most 1,000,000");
    wishes.check();
  }

  private long bytes() {
    subject = "given figures";
    return Math.round(gigabytes * 1e9);
  }

  private DeliverySize present(PartnerSpec partner) {
    LocalDate day = date == null ? LocalDate.now(partner.timezone()).minusDays(1) : date;
    PresentDelivery present = PresentDelivery.look(partner, day);
    if (present.archives() == 0) {
      throw new DataException(
          "there is no archive of "
              + day
              + " at "
              + present.address()
              + "; name a day that was delivered by --date, or give --archives and --gigabytes");
    }
    subject = day.toString();
    lacks = present.lacks();
    return size(partner, present.archives(), present.bytes());
  }

  private DeliverySize size(PartnerSpec partner, long count, long packed) {
    int listed = partner.tables().size();
    int tables = wishes.tables(listed);
    long keyed = partner.tables().values().stream().filter(TableSpec::countsRows).count();
    return new DeliverySize(
        count, packed, Math.round(packed * wishes.ratio()), tables, (int) Math.min(tables, keyed));
  }
}
