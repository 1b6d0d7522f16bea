package io.tributary.report;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.config.ToleranceSpec.Share;
import io.tributary.core.document.ArchiveManifest.LooseEnd;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.RunRecord;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.Summary;
import io.tributary.core.error.ConfigurationException;
import io.tributary.quality.contract.DayFacts;
import io.tributary.quality.contract.DayRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Findings on the day as a whole: what did not come, what was refused, what failed. */
final class DeliveryFindings {
  /** In a message; each archive's manifest says it too. */
  private static final int NAMED = 20;

  private final PartnerSpec partner;
  private final List<Finding> findings = new ArrayList<>();
  private List<DayRule> contract = List.of();

  DeliveryFindings(PartnerSpec partner) {
    this.partner = partner;
  }

  /** Lets the contract's rules judge what they are about, in the place of our own. */
  void contract(List<DayRule> rules) {
    contract = List.copyOf(rules);
  }

  /** The contract cannot be read: the tables are not merged, and the day is shown all the same. */
  void noContract(ConfigurationException why) {
    add(
        Severity.ERROR,
        "contract",
        why.getMessage().lines().findFirst().orElse("the contract cannot be read"),
        "a contract that cannot be read",
        "a contract that tributary validate accepts");
  }

  List<Finding> findings() {
    return findings;
  }

  void noSourceList() {
    add(
        Severity.ERROR,
        "source-list",
        "no source list was frozen: nothing is known of the delivery; run wait",
        "no sources.json",
        "a frozen list");
  }

  void delivery(SourceList sources, DeliveryTally tally) {
    long listed = sources.archives().size() + (long) sources.missing().size();
    if (sources.archives().isEmpty()) {
      add(Severity.ERROR, "source-list", "the delivery is empty", "0 archives", "archives");
    }
    if (!replaced("missing-archives")) {
      share(
          "missing-archives",
          "missing at the source",
          sources.missing().size(),
          listed,
          partner.tolerate().missingArchives());
    }
    share(
        "refused-archives",
        "refused",
        tally.refusedArchives().size(),
        listed,
        partner.tolerate().refusedArchives());
    if (!tally.withoutManifest().isEmpty()) {
      String count = archives(tally.withoutManifest().size());
      add(
          Severity.ERROR,
          "not-extracted",
          count + " not extracted; run extract again",
          count,
          "a manifest of every listed archive");
    }
    looseEnds(tally);
    if (tally.members().refused() > 0) {
      String count = Figures.count(tally.members().refused(), "member", "members");
      add(
          Severity.WARN,
          "refused-members",
          count + " of extracted archives refused",
          count,
          "no refused members");
    }
    if (tally.unsafeTableNames() > 0) {
      String count = Figures.count(tally.unsafeTableNames(), "member", "members");
      add(
          Severity.ERROR,
          "unsafe-table-names",
          count + " refused: no table may be called as their names say, so its rows are nowhere",
          count,
          "letters, digits, dash and underscore in tables' names");
    }
    if (!replaced("deadline")) {
      late(sources);
    }
    byContract(sources, listed);
  }

  private void looseEnds(DeliveryTally tally) {
    if (tally.looseEnds().isEmpty()) {
      return;
    }
    String count = archives(tally.looseEnds().size());
    int more = tally.looseEnds().size() - NAMED;
    String named =
        tally.looseEnds().entrySet().stream()
            .limit(NAMED)
            .map(archive -> archive.getKey() + " " + shown(archive.getValue()))
            .collect(Collectors.joining(", "));
    add(
        Severity.WARN,
        "loose-ends",
        count
            + " with loose ends, which count: "
            + named
            + (more > 0 ? ", and " + more + " more" : ""),
        count,
        "archives that end as they should");
  }

  private static String shown(List<LooseEnd> looseEnds) {
    return looseEnds.stream()
        .map(
            end ->
                end.reason()
                    + end.bytes()
                        .map(bytes -> " (" + Figures.count(bytes, "byte", "bytes") + ")")
                        .orElse(""))
        .collect(Collectors.joining(" and "));
  }

  private boolean replaced(String rule) {
    return contract.stream().anyMatch(ours -> ours.replaces().equals(rule));
  }

  private void byContract(SourceList sources, long listed) {
    ZonedDateTime frozen = sources.frozenAt().atZone(partner.timezone());
    LocalDate dueDate = sources.date().plusDays(1);
    ZonedDateTime due = dueDate.atTime(partner.source().deadline()).atZone(partner.timezone());
    DayFacts facts = new DayFacts(listed, sources.missing().size(), frozen, due);
    for (DayRule rule : contract) {
      // A day that is processed long afterwards says nothing of when it was delivered.
      boolean backfilled = frozen.toLocalDate().isAfter(dueDate);
      if (!(rule.replaces().equals("deadline") && backfilled)) {
        findings.addAll(rule.judge(facts));
      }
    }
  }

  /** The last attempt of an instance failed, or has no end. */
  void unhealed(String stage, RunRecord record) {
    String instance = record.index() == 0 ? stage : stage + "[" + record.index() + "]";
    String outcome =
        record
            .exitCode()
            .map(code -> "exit " + code)
            .orElse("no end: it crashed, or is still running");
    add(
        Severity.ERROR,
        "failed-task",
        instance + " failed: " + record.error().orElse(outcome),
        outcome + ", attempt " + record.attempt(),
        "exit 0");
  }

  /** Attempts that failed while a later one did not. */
  void healed(String stage, int attempts) {
    String count = Figures.count(attempts, "failed attempt", "failed attempts");
    add(Severity.OK, "retried-task", stage + " took " + count, count, "none");
  }

  /** When the delivery was complete; how late, when the list is no later than the next day. */
  Summary.Delivery delivery(SourceList sources) {
    ZonedDateTime frozen = sources.frozenAt().atZone(partner.timezone());
    LocalDate nextDay = sources.date().plusDays(1);
    Instant deadline =
        nextDay.atTime(partner.source().deadline()).atZone(partner.timezone()).toInstant();
    long seconds = Duration.between(deadline, sources.frozenAt()).toSeconds();
    return new Summary.Delivery(
        sources.frozenAt(),
        deadline,
        frozen.toLocalDate().isAfter(nextDay)
            ? Optional.empty()
            : Optional.of(seconds <= 0 ? 0 : (seconds + 59) / 60));
  }

  private void late(SourceList sources) {
    ZonedDateTime frozen = sources.frozenAt().atZone(partner.timezone());
    if (delivery(sources).lateMinutes().filter(late -> late > 0).isPresent()) {
      add(
          Severity.WARN,
          "deadline",
          "the delivery was late",
          frozen.toLocalTime().withNano(0).toString(),
          partner.source().deadline().toString());
    }
  }

  private void share(String rule, String what, long count, long listed, Share tolerated) {
    if (count == 0) {
      return;
    }
    boolean allowed = tolerated.allows(count, listed);
    add(
        allowed ? Severity.WARN : Severity.ERROR,
        rule,
        archives(count)
            + " "
            + what
            + (allowed ? ", which is tolerated" : ", more than is tolerated"),
        Figures.count(count) + " of " + Figures.count(listed),
        "at most " + tolerated);
  }

  private static String archives(long count) {
    return Figures.count(count, "archive", "archives");
  }

  private void add(Severity severity, String rule, String message, String actual, String expected) {
    findings.add(
        new Finding(severity, Optional.empty(), Optional.empty(), rule, message, actual, expected));
  }

  /** Archives by what became of them. */
  static Summary.Archives archives(Optional<SourceList> sources, DeliveryTally tally) {
    long missing = sources.map(list -> list.missing().size()).orElse(0);
    long archives = sources.map(list -> list.archives().size()).orElse(0);
    return new Summary.Archives(
        archives + missing,
        tally.extracted(),
        tally.refusedArchives().size(),
        missing,
        tally.duplicates().size());
  }
}
