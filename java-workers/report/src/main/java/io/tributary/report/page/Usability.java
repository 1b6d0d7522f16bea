package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The answer at the top of the page: can the day's data be used, and which of it not. A table
 * cannot be used when it was delivered and is not published, or when a finding is critical; one
 * with an error is to be looked at first, and so is the whole day when the day as a whole has one.
 */
final class Usability {
  /** The answers. */
  enum Answer {
    YES("Yes."),
    WITH_CARE("With care."),
    IN_PART("In part."),
    NO("No.");

    private final String words;

    Answer(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final DayPage page;
  private final Map<String, String> unusable = new TreeMap<>();
  private final Map<String, String> doubtful = new TreeMap<>();
  private final List<String> absent = new ArrayList<>();
  private final List<Finding> ofDay;

  Usability(DayPage page) {
    this.page = page;
    this.ofDay =
        page.grave().stream()
            .filter(finding -> finding.table().isEmpty())
            .filter(finding -> finding.severity().compareTo(Severity.ERROR) >= 0)
            .toList();
    page.summary().tables().forEach(this::sort);
  }

  private void sort(String name, Summary.Table table) {
    if (!table.published() && table.delivered() == 0 && table.verdict() != Severity.CRITICAL) {
      absent.add(name);
    } else if (!table.published() || table.verdict() == Severity.CRITICAL) {
      unusable.put(name, why(name));
    } else if (table.verdict() == Severity.ERROR) {
      doubtful.put(name, why(name));
    }
  }

  private String why(String table) {
    List<Finding> reasons = page.reasons(table);
    Optional<Finding> held =
        reasons.stream().filter(finding -> finding.action() == RuleAction.HOLD).findFirst();
    return held.map(finding -> "held: " + says(finding))
        .or(() -> reasons.stream().findFirst().map(Usability::says))
        .orElse("not published");
  }

  static String says(Finding finding) {
    return finding.column().map(column -> column + ": ").orElse("") + finding.message();
  }

  /** Tables that are not to be used, with why. */
  Map<String, String> unusable() {
    return unusable;
  }

  /** Tables to look at before they are used, with why. */
  Map<String, String> doubtful() {
    return doubtful;
  }

  /** What is wrong with the day as a whole. */
  List<Finding> ofDay() {
    return ofDay;
  }

  Answer answer() {
    long present = present();
    if (present == 0 || unusable.size() == present) {
      return Answer.NO;
    }
    if (!unusable.isEmpty()) {
      return Answer.IN_PART;
    }
    return doubtful.isEmpty() && ofDay.isEmpty() ? Answer.YES : Answer.WITH_CARE;
  }

  /** The rest of the sentence. */
  String sentence() {
    long present = present();
    String all = present == 1 ? "The one table" : "All " + Figures.count(present) + " tables";
    return switch (answer()) {
      case NO ->
          present == 0
              ? "There is no table to use" + first() + "."
              : "None of the " + Figures.count(present, "table", "tables") + " can be used.";
      case IN_PART ->
          Figures.count(present - unusable.size())
              + " of "
              + Figures.count(present, "table", "tables")
              + " can be used; not "
              + names(List.copyOf(unusable.keySet()))
              + ".";
      case WITH_CARE ->
          doubtful.isEmpty()
              ? all + (present == 1 ? " is" : " are") + " published, but" + first() + "."
              : all
                  + (present == 1 ? " is" : " are")
                  + " published; look first at "
                  + names(List.copyOf(doubtful.keySet()))
                  + ".";
      case YES -> all + " can be used" + warnings() + ".";
    };
  }

  private String first() {
    return ofDay.stream().findFirst().map(finding -> ": " + finding.message()).orElse("");
  }

  private String warnings() {
    long count = page.grave().size();
    return count == 0
        ? ""
        : "; " + Figures.count(count, "warning is", "warnings are") + " worth a look";
  }

  /** Names listed in the partner file, or delivered without a record. */
  List<String> absent() {
    return absent;
  }

  private long present() {
    return (long) page.summary().tables().size() - absent.size();
  }

  /** At most four names, and how many more. */
  static String names(List<String> names) {
    int shown = names.size() <= 4 ? names.size() : 3;
    String text = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? text : text + " and " + (names.size() - shown) + " more";
  }
}
