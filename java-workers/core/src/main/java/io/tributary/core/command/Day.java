package io.tributary.core.command;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.DayLayout;
import io.tributary.core.store.ObjectStore;
import java.time.LocalDate;

/**
 * What every worker works on: one partner's day, where it lies, and who is asking.
 *
 * @param partner the partner's file
 * @param date the day
 * @param layout where its documents and data lie
 * @param store the storage that they lie on
 * @param identity of this attempt
 * @param numbers what the work counts for its run record
 * @param progress what it shows while it goes on
 */
public record Day(
    PartnerSpec partner,
    LocalDate date,
    DayLayout layout,
    ObjectStore store,
    RunIdentity identity,
    Numbers numbers,
    Progress progress) {

  /** The same day with fresh numbers, for the next command in the same process. */
  public Day anew() {
    return new Day(partner, date, layout, store, identity, new Numbers(), progress);
  }
}
