package io.tributary.transfer.extract;

import io.tributary.alert.Alerts;
import io.tributary.alert.DeadlineWatch;
import io.tributary.core.command.ContainerCpus;
import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.config.SourceSpec;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.transfer.inflate.Inflation;
import io.tributary.transfer.source.DeliverySource;
import io.tributary.transfer.source.DeliverySources;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tributary extract}: the shard's archives, from the source to packed segments. */
@Command(
    name = "extract",
    description = {
      "Streams the archives of the frozen list into packed segments on the storage.",
      "An archive that is already extracted is skipped; one that is broken or hostile is refused,"
          + " which is no failure of this command."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary extract --partner overseas-1 --date 2025-03-17",
      "  tributary extract --partner overseas-1 --date 2025-03-17 --shard 2/8",
      "  tributary extract --partner overseas-1 --date 2025-03-17 --again"
    })
public final class ExtractCommand extends DayCommand {
  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = "1/1",
      converter = ShardConverter.class,
      description = "Which of N equal shares of the day's archives, from 1 (default: 1/1, all).")
  private Shard shard = Shard.WHOLE;

  @Option(
      names = "--again",
      description =
          "Also archives whose segments were removed since, by clean or otherwise; the source must"
              + " still have them.")
  private boolean again;

  @Override
  protected String task() {
    return "extract";
  }

  @Override
  @SuppressWarnings("try") // the watch works by being open
  protected WorkerResult work(Day day) {
    List<SourceList.Archive> share = shard.share(frozenList(day).archives());
    if (share.isEmpty()) {
      return WorkerResult.of("shard " + shard + " has no archives: nothing to extract");
    }
    Inflation inflation = Inflation.chosen(System.getenv());
    int cpus = ContainerCpus.of(System.getenv());
    SourceSpec spec = day.partner().source();
    int connections = Math.max(1, spec.maxConnections() / shard.count());
    try (DeliverySource source = DeliverySources.open(spec, day.date(), connections);
        DeadlineWatch watch = DeadlineWatch.over(day, new Alerts(day), task())) {
      ShardRun run = new ShardRun(day, source, inflation, share).again(again).cpus(cpus);
      return WorkerResult.of("shard " + shard + ": " + run.run());
    }
  }

  private static SourceList frozenList(Day day) {
    try {
      return Json.read(day.store(), day.layout().sources(), SourceList.class);
    } catch (ObjectMissingException e) {
      throw new ObjectMissingException(
          "there is no frozen source list " + day.layout().sources() + ": run wait first", e);
    }
  }
}
