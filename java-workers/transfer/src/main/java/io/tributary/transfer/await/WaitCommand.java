package io.tributary.transfer.await;

import io.tributary.alert.Alerts;
import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.quality.contract.Contract;
import io.tributary.transfer.source.DeliverySource;
import io.tributary.transfer.source.DeliverySources;
import picocli.CommandLine.Command;

/** {@code tributary wait}. */
@Command(
    name = "wait",
    description = {
      "Waits until a day's delivery is complete and stable, and freezes its list in sources.json.",
      "Without a delivery: an alert at source.deadline, exit 65 at source.give-up, 99 when the"
          + " partner's calendar exempts the date."
    },
    footer = {"", "Example:", "  tributary wait --partner overseas-1 --date 2025-03-17"})
public final class WaitCommand extends DayCommand {
  @Override
  protected String task() {
    return "wait";
  }

  @Override
  protected WorkerResult work(Day day) {
    // A mistake in it would cost the waiting and the extraction before merge found it.
    Contract.of(day.partner());
    try (DeliverySource source = DeliverySources.open(day.partner().source(), day.date(), 1)) {
      return new Watchman(day, source, Timer.SYSTEM, new Alerts(day)).await();
    }
  }
}
