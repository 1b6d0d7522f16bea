package io.tributary.embedded.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which tables an archive holds, and which archives something is special about. The numbers are
 * places in the list of archives.
 *
 * @param corrupt arrives broken
 * @param resent is sent a second time under another name
 * @param odd holds a member of zero bytes, one with a header only and one with old line ends
 * @param member the archive whose first member comes again, byte for byte, in {@code memberAgain}
 * @param name the archive whose first member's name comes again, with other rows, in {@code
 *     nameAgain}
 */
record DayPlan(
    List<List<SampleTable>> archives,
    int corrupt,
    int resent,
    int odd,
    int member,
    int memberAgain,
    int name,
    int nameAgain) {
  static final int FEWEST_ARCHIVES = 8;
  private static final int RUN = 7;

  static DayPlan of(List<SampleTable> tables, int archives, int members, Random random) {
    List<SampleTable> slots = slots(tables, members, random);
    List<List<SampleTable>> contents = new ArrayList<>();
    for (int i = 0; i < archives; i++) {
      int from = (int) ((long) slots.size() * i / archives);
      int to = (int) ((long) slots.size() * (i + 1) / archives);
      contents.add(List.copyOf(slots.subList(from, to)));
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, archives).boxed().toList());
    Collections.shuffle(order, random);
    return new DayPlan(
        contents,
        order.get(0),
        order.get(1),
        order.get(2),
        Math.min(order.get(3), order.get(4)),
        Math.max(order.get(3), order.get(4)),
        Math.min(order.get(5), order.get(6)),
        Math.max(order.get(5), order.get(6)));
  }

  boolean counts(int archive) {
    return archive != corrupt;
  }

  /** Members of a table come in runs, since an exporter writes one table after the other. */
  private static List<SampleTable> slots(List<SampleTable> tables, int members, Random random) {
    int parts = tables.stream().mapToInt(SampleTable::members).sum();
    List<List<SampleTable>> runs = new ArrayList<>();
    int given = 0;
    int seen = 0;
    for (SampleTable table : tables) {
      seen += table.members();
      int upTo = (int) ((long) members * seen / parts);
      for (int left = upTo - given; left > 0; left -= RUN) {
        runs.add(Collections.nCopies(Math.min(RUN, left), table));
      }
      given = upTo;
    }
    Collections.shuffle(runs, random);
    return runs.stream().flatMap(List::stream).toList();
  }
}
