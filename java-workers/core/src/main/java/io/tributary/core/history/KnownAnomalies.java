package io.tributary.core.history;

import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Finding;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What somebody accepted of a day, as it is in force now. */
public final class KnownAnomalies {
  private static final Logger LOG = LoggerFactory.getLogger(KnownAnomalies.class);

  /**
   * What says that records are lost, are not there, or were not looked at. Odd values have
   * explanations; this has to be mended, whatever was accepted.
   */
  private static final Set<String> NEVER =
      Set.of(
          "conservation",
          "contract",
          "failed-task",
          "not-extracted",
          "not-published",
          "rule-failed",
          "source-list",
          "undelivered-alert",
          "unreadable-document");

  private final DayLayout layout;
  private final List<Acceptance> acceptances = new ArrayList<>();

  /** The known anomalies of a day. */
  public KnownAnomalies(ObjectStore store, DayLayout layout) {
    this.layout = layout;
    HistoryFolder folder = new HistoryFolder(store, layout);
    for (String id : folder.accepted()) {
      if (id.startsWith(layout.date().toString())) {
        add(folder, id);
      }
    }
  }

  private void add(HistoryFolder folder, String id) {
    try {
      acceptances.add(folder.acceptance(id));
    } catch (ObjectMissingException | DataException e) {
      // Removed or spoilt by hand since it was written: nobody accepts it any more.
      LOG.warn("{}; what it covered is known no more", e.getMessage());
    }
  }

  /** Whether a finding is known. */
  public boolean cover(Finding finding) {
    return acceptances.stream().anyMatch(one -> covers(one, finding, layout));
  }

  /** Whether an acceptance makes a finding of a day a known one. */
  public static boolean covers(Acceptance one, Finding finding, DayLayout layout) {
    return !NEVER.contains(finding.rule())
        && one.covers(layout.date(), finding.table(), finding.column(), finding.metric());
  }
}
