package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.Sample;
import io.tributary.core.document.Summary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a partner did not deliver as agreed: counts for each day, and examples to look up. */
final class Scorecard {
  /** Examples of a day and kind. */
  private static final int EXAMPLES = 5;

  /** What can be wrong with a delivery. */
  enum Kind {
    /** The delivery was complete after the deadline. */
    LATE("late"),
    /** Archives that the marker lists and the source did not have. */
    MISSING("archives missing"),
    /** Archives, and members of other archives, that could not be used. */
    REFUSED("archives and members refused"),
    /** Records in quarantine. */
    MALFORMED("records quarantined"),
    /** Rules that rows break, be they published or not. */
    BROKEN("rules broken"),
    /** Tables whose header changed. */
    DRIFTED("tables with another header");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * Something to look up.
   *
   * @param line of the member; absent when it is about more than a line
   * @param reason in words
   */
  record Example(
      LocalDate date,
      Kind kind,
      Optional<String> table,
      String archive,
      String member,
      Optional<Long> line,
      String reason) {}

  private final List<PartnerDay> days;

  Scorecard(PartnerPages pages) {
    this.days = pages.days();
  }

  List<PartnerDay> days() {
    return days;
  }

  static long count(PartnerDay day, Kind kind) {
    return switch (kind) {
      case LATE -> day.lateMinutes();
      case MISSING -> day.archives().missing();
      case REFUSED -> day.archives().refused() + day.refusedMembers();
      case MALFORMED -> day.malformed();
      case BROKEN -> day.examples().stream().filter(Scorecard::broken).count();
      case DRIFTED -> day.drifted();
    };
  }

  /** Over all days. */
  long total(Kind kind) {
    return days.stream().mapToLong(day -> count(day, kind)).sum();
  }

  /** On how many days. */
  long days(Kind kind) {
    return days.stream().filter(day -> count(day, kind) > 0).count();
  }

  /** Examples of a day, by kind; a few each. */
  static Map<Kind, List<Example>> examples(PartnerDay day) {
    Map<Kind, List<Example>> examples = new TreeMap<>();
    for (String archive : day.missing()) {
      add(examples, example(day, Kind.MISSING, archive, "", "listed, but not delivered"));
    }
    for (Summary.Refusal refusal : day.refusals()) {
      String member = refusal.member().orElse("");
      add(examples, example(day, Kind.REFUSED, refusal.archive(), member, refusal.reason()));
    }
    for (Finding finding : day.examples()) {
      for (Sample sample : finding.samples()) {
        add(examples, sample(day, finding, sample));
      }
    }
    for (FindingState state : day.findings()) {
      if (PartnerDay.isDrift(state.rule())) {
        String column = state.column().map(name -> name + ": ").orElse("");
        add(
            examples,
            new Example(
                day.date(),
                Kind.DRIFTED,
                state.table(),
                "",
                "",
                Optional.empty(),
                column + state.message()));
      }
    }
    return examples;
  }

  private static void add(Map<Kind, List<Example>> examples, Example example) {
    List<Example> of = examples.computeIfAbsent(example.kind(), unused -> new ArrayList<>());
    if (of.size() < EXAMPLES) {
      of.add(example);
    }
  }

  private static Example example(
      PartnerDay day, Kind kind, String archive, String member, String reason) {
    return new Example(
        day.date(), kind, Optional.empty(), archive, member, Optional.empty(), reason);
  }

  private static Example sample(PartnerDay day, Finding finding, Sample sample) {
    Kind kind =
        broken(finding)
            ? Kind.BROKEN
            : PartnerDay.isDrift(finding.rule()) ? Kind.DRIFTED : Kind.MALFORMED;
    String column = finding.column().map(name -> name + " ").orElse("");
    return new Example(
        day.date(),
        kind,
        finding.table(),
        sample.archive(),
        sample.member(),
        Optional.of(sample.line()),
        finding.rule() + ": " + column + "'" + sample.value() + "'");
  }

  /** Whether rows break a rule on their values: then they could be read, and are not malformed. */
  private static boolean broken(Finding finding) {
    return !PartnerDay.isDrift(finding.rule())
        && !finding.rule().equals("malformed-records")
        && !finding.samples().isEmpty();
  }

  /** A figure of a kind for a person. */
  static String figure(Kind kind, long count) {
    return kind == Kind.LATE && count > 0 ? PartnerPages.minutes(count) : Figures.count(count);
  }
}
