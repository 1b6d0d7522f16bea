package io.tributary.merge.slice;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The decisions on the slices of one task, read in the order of the data: those on members are few
 * and kept, those on records pass by.
 */
public final class SliceDecisions {
  private final Iterator<Long> sorted;
  private final Map<Long, Integer> members = new HashMap<>();
  private long next = -1;
  private int current;

  /** Decisions in ascending order. */
  public SliceDecisions(Iterator<Long> sorted) {
    this.sorted = sorted;
    advance();
  }

  /** No decisions. */
  public static SliceDecisions none() {
    return new SliceDecisions(Collections.emptyIterator());
  }

  /** Turns to a slice; slices come in ascending order. */
  void begin(int slice) {
    members.clear();
    while (next >= 0 && Decision.slice(next) < slice) {
      advance();
    }
    while (next >= 0 && Decision.slice(next) == slice && Decision.onMember(next)) {
      members.put(Decision.member(next), Decision.kind(next));
      advance();
    }
    current = slice;
  }

  boolean repeated(long member) {
    return !members.isEmpty()
        && Integer.valueOf(Decision.REPEATED_MEMBER).equals(members.get(member));
  }

  boolean conflicting(long member) {
    return !members.isEmpty()
        && Integer.valueOf(Decision.CONFLICTING_MEMBER).equals(members.get(member));
  }

  /** What was decided on a record; records are asked for in ascending order. */
  RowFate record(long ordinal) {
    if (next < 0 || Decision.slice(next) != current || Decision.record(next) != ordinal) {
      return RowFate.FIRST;
    }
    RowFate fate = Decision.duplicate(next) ? RowFate.DUPLICATE : RowFate.COLLISION;
    advance();
    return fate;
  }

  private void advance() {
    next = sorted.hasNext() ? sorted.next() : -1;
  }

  /** What a record is to the earlier ones. */
  enum RowFate {
    FIRST,
    DUPLICATE,
    COLLISION
  }
}
