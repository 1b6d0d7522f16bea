package io.tributary.report;

import io.tributary.core.document.Figures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code clean} removes, and what it does not although it is old enough.
 *
 * @param partner whose days
 * @param at when it was looked
 * @param removals what goes, by date
 * @param kept what stays for now, and why
 * @param uploads that killed tasks left behind more than a day ago
 */
record CleanPlan(String partner, Instant at, List<Removal> removals, List<Kept> kept, int uploads) {
  CleanPlan {
    removals = List.copyOf(removals);
    kept = List.copyOf(kept);
  }

  /** What can go of a day. */
  enum What {
    /** The packed segments. */
    EXTRACTED,
    /** The quarantine files. */
    QUARANTINE,
    /** Everything. */
    DAY
  }

  /**
   * Something of a day that goes.
   *
   * @param date which day
   * @param what of it
   * @param objects how many
   * @param bytes of them
   */
  record Removal(LocalDate date, What what, long objects, long bytes) {}

  /**
   * Something of a day that is old enough to go, and stays.
   *
   * @param date which day
   * @param what of it
   * @param why for a person
   */
  record Kept(LocalDate date, What what, String why) {}

  long objects() {
    return removals.stream().mapToLong(Removal::objects).sum();
  }

  long bytes() {
    return removals.stream().mapToLong(Removal::bytes).sum();
  }

  /** The plan as it was carried out, when some of it stayed after all. */
  CleanPlan without(List<Kept> staying) {
    List<Removal> removed = new ArrayList<>(removals);
    removed.removeIf(
        one ->
            staying.stream()
                .anyMatch(stays -> stays.date().equals(one.date()) && stays.what() == one.what()));
    List<Kept> all = new ArrayList<>(kept);
    all.addAll(staying);
    return new CleanPlan(partner, at, removed, all, uploads);
  }

  /** For a terminal. */
  String readable(boolean removing) {
    StringBuilder text = new StringBuilder();
    TextTable table = new TextTable("<<>>");
    for (Removal removal : removals) {
      table.add(
          removal.date().toString(),
          name(removal.what()),
          Figures.count(removal.objects(), "object", "objects"),
          Figures.bytes(removal.bytes()));
    }
    if (removals.size() > 1) {
      table.add("total", "", Figures.count(objects(), "object", "objects"), Figures.bytes(bytes()));
    }
    table.writeTo(text);
    text.append(readable(kept));
    if (uploads > 0) {
      text.append(Figures.count(uploads, "upload", "uploads"))
          .append(" of killed tasks, begun more than a day ago\n");
    }
    if (removals.isEmpty() && uploads == 0) {
      text.append("nothing to remove\n");
    } else if (!removing) {
      text.append("nothing was removed; --delete does it\n");
    }
    return text.toString();
  }

  /** What stays, for a terminal. */
  static String readable(List<Kept> kept) {
    StringBuilder text = new StringBuilder();
    TextTable staying = new TextTable("<<<");
    for (Kept one : kept) {
      staying.add("kept", one.date() + " " + name(one.what()), DisplayWidth.plain(one.why()));
    }
    staying.writeTo(text);
    return text.toString();
  }

  private static String name(What what) {
    return switch (what) {
      case EXTRACTED -> "extracted";
      case QUARANTINE -> "quarantine";
      case DAY -> "the whole day";
    };
  }
}
