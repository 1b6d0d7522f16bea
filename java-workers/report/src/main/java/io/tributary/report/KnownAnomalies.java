package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.Finding;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import java.util.ArrayList;
import java.util.List;

/** What somebody accepted of a day, as it is in force now. */
final class KnownAnomalies {
  private final Day day;
  private final List<Acceptance> acceptances = new ArrayList<>();

  KnownAnomalies(Day day) {
    this.day = day;
    HistoryFolder folder = new HistoryFolder(day.store(), day.layout());
    for (String id : folder.accepted()) {
      if (id.startsWith(day.date().toString())) {
        add(folder, id);
      }
    }
  }

  private void add(HistoryFolder folder, String id) {
    try {
      acceptances.add(folder.acceptance(id));
    } catch (ObjectMissingException e) {
      // Removed by hand since it was listed: nobody accepts it any more.
      return;
    }
  }

  /** Whether a finding is known. */
  boolean cover(Finding finding) {
    return acceptances.stream()
        .anyMatch(
            one -> one.covers(day.date(), finding.table(), finding.column(), finding.metric()));
  }
}
