package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.Outcome;
import io.tributary.core.command.PartnerOptions;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary clean}: removes what the partner file's {@code retention} no longer keeps. */
@Command(
    name = "clean",
    description = {
      "Removes what the partner file's retention block no longer keeps: segments, quarantine files,",
      "whole days. Without --delete it only says what that would be.",
      "",
      "A day stays as it is while a task runs, until its check has said yes, and as long as a kept",
      "day is compared with it. The history is never touched."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary clean --partner overseas-1",
      "  tributary clean --partner overseas-1 --delete",
      "  tributary clean --partner overseas-1 --date 2025-03-17 --failed-too --delete"
    })
public final class CleanCommand implements Callable<Integer> {
  @Mixin private PartnerOptions partner = new PartnerOptions();

  @Option(names = "--delete", description = "Remove it.")
  private boolean delete;

  @Option(
      names = "--date",
      split = ",",
      paramLabel = "YYYY-MM-DD",
      description = "Only these days (default: all).")
  private List<LocalDate> dates = List.of();

  @Option(
      names = "--failed-too",
      description = "Also days whose check failed: nobody will merge them again.")
  private boolean failedToo;

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  @SuppressWarnings("try") // opened with the day, closed here
  public Integer call() {
    Day day = partner.open(LocalDate.EPOCH);
    try (var store = day.store()) {
      CleanPlan plan = new CleanPlanner(day, Instant.now(), failedToo).plan(new TreeSet<>(dates));
      PrintWriter out = StandardOutput.of(spec);
      if (!json) {
        out.print(plan.readable(delete));
        out.flush();
      }
      if (delete) {
        List<CleanPlan.Kept> staying = new Cleaner(day, failedToo).remove(plan);
        plan = plan.without(staying);
        if (!json) {
          out.print(CleanPlan.readable(staying));
        }
      }
      if (json) {
        out.print(new String(Json.bytes(plan), StandardCharsets.UTF_8));
      }
      out.flush();
      Outcome.report(
          WorkerResult.of(
              (delete ? "removed " : "would remove ")
                  + Figures.count(plan.objects(), "object", "objects")
                  + ", "
                  + Figures.bytes(plan.bytes())
                  + ", of "
                  + plan.partner()));
    }
    return 0;
  }
}
