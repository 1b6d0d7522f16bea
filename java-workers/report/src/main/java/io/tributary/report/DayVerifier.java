package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.config.ToleranceSpec.Share;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Json;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.TemporaryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Checks a whole day: the delivery, then every table, going on after each failure. */
final class DayVerifier {
  private final Day day;
  private final Set<String> selected;
  private final Consumer<String> out;
  private final DeliveredTables delivered = new DeliveredTables();
  private final List<String> failures = new ArrayList<>();
  private TemporaryException temporary;

  /**
   * A verifier of a day.
   *
   * @param selected the tables that had to be merged; empty: all
   * @param out takes a line for each table, and for each failure
   */
  DayVerifier(Day day, Set<String> selected, Consumer<String> out) {
    this.day = day;
    this.selected = selected;
    this.out = out;
  }

  /**
   * Checks all.
   *
   * @return what is wrong
   * @throws TemporaryException when something could not be checked
   */
  List<String> verify(boolean deep) {
    SourceList sources;
    try {
      sources = Json.read(day.store(), day.layout().sources(), SourceList.class);
    } catch (ObjectMissingException | DataException e) {
      fail("sources", e.getMessage());
      return failures;
    }
    SegmentVerifier segments = new SegmentVerifier(day);
    ManifestReader manifests =
        deep ? new ManifestReader(day, segments::accept) : new ManifestReader(day);
    manifests.forEach(sources.archives(), delivered::accept);
    delivery(sources);
    segments.failures().forEach(this::fail);
    if (segments.gone() > 0) {
      String gone = Figures.count(segments.gone(), "segment is", "segments are");
      out.accept("note  " + gone + " not kept any more, and cannot be read again");
    }
    PublicationVerifier verifier = new PublicationVerifier(day, delivered, deep);
    for (String table :
        PublishedTable.names(day, delivered.tally(), day.partner().tables().keySet())) {
      try {
        table(table, verifier);
      } catch (TemporaryException e) {
        out.accept("later " + table + ": " + e.getMessage());
        temporary = e;
      }
    }
    if (temporary != null) {
      throw temporary;
    }
    return failures;
  }

  private void delivery(SourceList sources) {
    DeliveryTally tally = delivered.tally();
    long listed = sources.archives().size() + (long) sources.missing().size();
    tolerate("missing", sources.missing(), listed, day.partner().tolerate().missingArchives());
    tolerate(
        "refused",
        tally.refusedArchives().stream()
            .map(refusal -> refusal.archive() + " (" + refusal.reason() + ")")
            .toList(),
        listed,
        day.partner().tolerate().refusedArchives());
    tally
        .withoutManifest()
        .forEach((archive, why) -> fail(archive, "not extracted: " + why + "; run extract"));
  }

  private void tolerate(String what, List<String> archives, long listed, Share tolerated) {
    if (archives.isEmpty()) {
      return;
    }
    String count = Figures.count(archives.size(), "archive", "archives") + " " + what;
    if (tolerated.allows(archives.size(), listed)) {
      out.accept("ok    " + count + ", tolerated: at most " + tolerated);
    } else {
      fail("delivery", count + ", tolerated: at most " + tolerated + ": " + named(archives));
    }
  }

  private void table(String table, PublicationVerifier verifier) {
    TableTally tally = delivered.tally().table(table);
    boolean published = day.store().head(day.layout().success(table)).isPresent();
    boolean chosen = selected.isEmpty() || selected.contains(table);
    if (chosen && held(table, tally)) {
      return;
    }
    if (!published) {
      unpublished(table, tally, chosen);
      return;
    }
    List<String> wrong = verifier.verify(table);
    if (wrong.isEmpty()) {
      out.accept(
          "ok    "
              + table
              + ": "
              + Figures.count(tally.records(), "record", "records")
              + " accounted for");
    } else if (!chosen && olderOnly(table, tally)) {
      out.accept("note  " + table + ": of an older delivery, and not among the selected tables");
    } else {
      wrong.forEach(what -> fail(table, what));
    }
  }

  /** Whether a rule holds the table back, which is a failure whatever lies there. */
  private boolean held(String table, TableTally tally) {
    PublishedTable found = PublishedTable.read(day, table, tally.inputs());
    if (found.state() != PublishedTable.State.HELD) {
      return false;
    }
    String why =
        found.metadata().stream()
            .flatMap(metadata -> metadata.quality().findings().stream())
            .filter(finding -> finding.action() == RuleAction.HOLD)
            .findFirst()
            .map(finding -> finding.rule() + ": " + finding.message())
            .orElse("see " + day.layout().held(table));
    fail(table, "held back by a rule, not published: " + why);
    return true;
  }

  private void unpublished(String table, TableTally tally, boolean chosen) {
    if (!tally.delivered()) {
      out.accept("note  " + table + ": nothing of it was delivered");
    } else if (chosen) {
      fail(table, "delivered, but not published; merge it");
    } else {
      out.accept("note  " + table + ": not published, and not among the selected tables");
    }
  }

  /** Whether all that is wrong with a table is that nobody asked to merge it again. */
  private boolean olderOnly(String table, TableTally tally) {
    return PublishedTable.read(day, table, tally.inputs()).state() == PublishedTable.State.OLDER;
  }

  private void fail(String where, String what) {
    out.accept("FAIL  " + where + ": " + what);
    failures.add(where + ": " + what);
  }

  /** The first few of a list, and how many more there are. */
  static String named(List<String> names) {
    int shown = Math.min(3, names.size());
    String more =
        names.size() > shown ? " and " + Figures.count(names.size() - shown) + " more" : "";
    return String.join("; ", names.subList(0, shown)) + more;
  }
}
