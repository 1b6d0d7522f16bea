package io.tributary.cli.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must come of a fault.
 *
 * @param refusal why the (first) archive is refused; empty: it is accepted
 * @param memberRefusal why a member is refused; empty: none is
 * @param merged the table's CSV, byte for byte; empty: nothing is published
 * @param quarantine records of it, in order
 * @param ignored entries that are no data
 * @param duplicates archives that count for nothing, as another has the same bytes
 * @param looseEnd what is loose at the end of the (first) archive, which counts all the same
 */
record Expected(
    Optional<String> refusal,
    Optional<String> memberRefusal,
    Optional<String> merged,
    List<Quarantined> quarantine,
    long ignored,
    int duplicates,
    Optional<String> looseEnd) {
  private static final Optional<String> NONE = Optional.empty();

  /** A record in quarantine: the line that it begins at, and why. */
  record Quarantined(long line, String reason) {}

  static Expected refused(String reason) {
    return new Expected(
        Optional.of(reason), Optional.empty(), Optional.empty(), List.of(), 0, 0, NONE);
  }

  static Expected memberRefused(String reason) {
    return new Expected(
        Optional.empty(), Optional.of(reason), Optional.empty(), List.of(), 0, 0, NONE);
  }

  static Expected merged(String csv) {
    return new Expected(
        Optional.empty(), Optional.empty(), Optional.of(csv), List.of(), 0, 0, NONE);
  }

  /** Accepted, and nothing in it is data. */
  static Expected nothingButIgnored(long entries) {
    return new Expected(
        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), entries, 0, NONE);
  }

  Expected quarantined(long line, String reason) {
    List<Quarantined> more = new ArrayList<>(quarantine);
    more.add(new Quarantined(line, reason));
    return new Expected(
        refusal, memberRefusal, merged, List.copyOf(more), ignored, duplicates, looseEnd);
  }

  Expected ignored(long entries) {
    return new Expected(refusal, memberRefusal, merged, quarantine, entries, duplicates, looseEnd);
  }

  /** With rows of other members of the table. */
  Expected withRows(String csv) {
    return new Expected(
        refusal, memberRefusal, Optional.of(csv), quarantine, ignored, duplicates, looseEnd);
  }

  Expected duplicates(int archives) {
    return new Expected(refusal, memberRefusal, merged, quarantine, ignored, archives, looseEnd);
  }

  /** Something is loose at the archive's end, of which the day warns. */
  Expected looseEnd(String reason) {
    return new Expected(
        refusal, memberRefusal, merged, quarantine, ignored, duplicates, Optional.of(reason));
  }

  /** The outcome in words, for the page. */
  String shown() {
    List<String> words = new ArrayList<>();
    refusal.ifPresent(reason -> words.add("archive refused: `" + reason + "`"));
    memberRefusal.ifPresent(reason -> words.add("member refused: `" + reason + "`"));
    quarantine.forEach(
        record -> words.add("line " + record.line() + " quarantined: `" + record.reason() + "`"));
    if (ignored > 0) {
      words.add(ignored + " ignored");
    }
    if (duplicates > 0) {
      words.add("counted once");
    }
    looseEnd.ifPresent(reason -> words.add("accepted with a warning: `" + reason + "`"));
    if (words.isEmpty()) {
      words.add("accepted");
    }
    return String.join("; ", words);
  }
}
