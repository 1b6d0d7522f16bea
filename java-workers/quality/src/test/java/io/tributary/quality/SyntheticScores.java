package io.tributary.quality;

import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.quality.SyntheticTable.Fault;
import io.tributary.quality.SyntheticTable.Memory;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the default rules find in made-up years of a partner with seven tables, and what they cry
 * wolf over. Faults and days off stay in the history: nobody accepted them. Whatever is told of a
 * day off counts as a false alarm, and so does whatever else is told of a table on the day of its
 * fault.
 */
final class SyntheticScores {
  private static final LocalDate BEGIN = LocalDate.of(2025, 1, 1);
  private static final int DAYS = 365;
  private static final int DAYS_OFF = 12;

  /** From then on days are judged by their history. */
  private static final int KNOWN = 28;

  /** Rows of each table in the beginning. */
  private static final double[] SIZES = {12, 300, 3_000, 20_000, 400_000, 5_000_000, 40_000_000};

  /**
   * Of 300 rows of which every fifth is NULL, chance alone makes 3 points more or fewer every other
   * week: whoever finds 5 points there cries wolf. Such tables are shown, and not counted.
   */
  private static final int TELLING = 3_000;

  private static final String DELIVERY = "the delivery as a whole";

  final Score rows = new Score();
  final Score nulls = new Score();
  private final Map<String, Score> bySize = new TreeMap<>();
  private final Map<String, Integer> wolves = new TreeMap<>();
  private final Map<String, Map<String, Integer>> perMonth = new LinkedHashMap<>();
  private int years;
  private int quietDays;
  private int quietDaysWithAlarm;

  /** Faults found, and not. */
  static final class Score {
    private int found;
    private int missed;

    void add(boolean hit) {
      found += hit ? 1 : 0;
      missed += hit ? 0 : 1;
    }

    double share() {
      return (double) found / (found + missed);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%5d found %4d missed  %5.1f %%", found, missed, share() * 100);
    }
  }

  /** A table, its history, and where its faults are drawn from. */
  private record Subject(SyntheticTable table, double size, Memory memory, Random faults) {}

  /** What happened to a table on a day. */
  private record Case(Subject subject, Fault fault, TableFacts facts) {}

  void year(long seed) {
    years++;
    Random random = new Random(seed);
    Set<LocalDate> daysOff = new HashSet<>();
    while (daysOff.size() < DAYS_OFF) {
      daysOff.add(BEGIN.plusDays(random.nextInt(DAYS)));
    }
    List<Subject> subjects = new ArrayList<>();
    for (double size : SIZES) {
      SyntheticTable table = new SyntheticTable("t" + size, size, daysOff, random.nextLong());
      subjects.add(new Subject(table, size, new Memory(), new Random(random.nextLong())));
    }
    for (int number = 0; number < DAYS; number++) {
      day(seed, number, subjects, daysOff);
    }
  }

  private void day(long seed, int number, List<Subject> subjects, Set<LocalDate> daysOff) {
    LocalDate date = BEGIN.plusDays(number);
    List<Case> cases = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Subject subject : subjects) {
      Fault fault = number < KNOWN ? Fault.NONE : fault(subject);
      TableFacts facts = subject.table().day(date, number, fault, subject.memory().on(date));
      cases.add(new Case(subject, fault, facts));
      findings.addAll(QualityJudge.standard().judge(facts).quality().findings());
    }
    if (number >= KNOWN) {
      List<Finding> alarms =
          CommonCause.fold(findings, subjects.size()).stream()
              .filter(finding -> finding.severity() != Severity.OK)
              .toList();
      String month = seed + " " + YearMonth.from(date);
      String dayOff = daysOff.contains(date) ? ", on a day off" : "";
      List<Finding> ofDelivery = alarms.stream().filter(alarm -> alarm.table().isEmpty()).toList();
      count(DELIVERY, month, ofDelivery, dayOff);
      cases.forEach(one -> judge(one, month, alarms, dayOff));
    }
    cases.forEach(one -> one.subject().memory().remember(one.facts()));
  }

  /** One day in fifteen has a fault. A table of a dozen rows has no 5 points of NULLs. */
  private static Fault fault(Subject subject) {
    int draw = subject.faults().nextInt(30);
    if (draw == 0) {
      return subject.table().fault(Fault.Kind.ROWS_DROP);
    }
    return draw == 1 && subject.size() > 100
        ? subject.table().fault(Fault.Kind.NULLS_RISE)
        : Fault.NONE;
  }

  private void judge(Case one, String month, List<Finding> all, String dayOff) {
    SyntheticTable table = one.subject().table();
    double size = one.subject().size();
    List<Finding> alarms =
        all.stream().filter(alarm -> alarm.table().equals(Optional.of(table.name))).toList();
    List<Finding> right =
        alarms.stream().filter(alarm -> names(table, one.fault(), alarm)).toList();
    String of = String.format(Locale.ROOT, "%,12.0f rows", size);
    switch (one.fault().kind()) {
      case ROWS_DROP -> {
        rows.add(!right.isEmpty());
        bySize.computeIfAbsent(of + ", 30 % fewer", unused -> new Score()).add(!right.isEmpty());
      }
      case NULLS_RISE -> {
        if (size >= TELLING) {
          nulls.add(!right.isEmpty());
        }
        bySize.computeIfAbsent(of + ", NULLs +5", unused -> new Score()).add(!right.isEmpty());
      }
      case NONE -> {
        quietDays++;
        quietDaysWithAlarm += alarms.isEmpty() ? 0 : 1;
      }
    }
    count(
        table.name,
        month,
        alarms.stream().filter(alarm -> !right.contains(alarm)).toList(),
        dayOff);
  }

  private void count(String table, String month, List<Finding> wrong, String dayOff) {
    perMonth
        .computeIfAbsent(table, unused -> new TreeMap<>())
        .merge(month, wrong.size(), Integer::sum);
    for (Finding alarm : wrong) {
      wolves.merge(alarm.rule() + " " + alarm.metric().orElse("") + dayOff, 1, Integer::sum);
    }
  }

  private static boolean names(SyntheticTable table, Fault fault, Finding alarm) {
    return switch (fault.kind()) {
      case NONE -> false;
      case ROWS_DROP -> alarm.rule().equals("row-count");
      case NULLS_RISE ->
          alarm.rule().equals("null-ratio")
              && alarm.column().equals(Optional.of(table.column(fault)));
    };
  }

  /** False alarms of each table in each month. */
  Collection<Integer> ofTables() {
    return perMonth.entrySet().stream()
        .filter(of -> !of.getKey().equals(DELIVERY))
        .flatMap(of -> of.getValue().values().stream())
        .toList();
  }

  /** False alarms of the delivery in each month. */
  Collection<Integer> ofDelivery() {
    return perMonth.get(DELIVERY).values();
  }

  static double average(Collection<Integer> months) {
    return months.stream().mapToInt(Integer::intValue).average().orElseThrow();
  }

  /** The share of months with more than one. */
  static double moreThanOne(Collection<Integer> months) {
    return (double) months.stream().filter(count -> count > 1).count() / months.size();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("\nSynthetic years: " + years + "\n");
    line(text, "30 % fewer rows            " + rows);
    line(text, "NULLs +5, from 3,000 rows  " + nulls);
    bySize.forEach((size, score) -> line(text, "  " + size + " " + score));
    line(
        text,
        String.format(
            Locale.ROOT,
            "days without fault         %5d quiet %4d with an alarm",
            quietDays - quietDaysWithAlarm,
            quietDaysWithAlarm));
    line(text, "false alarms");
    wolves.forEach((rule, count) -> line(text, "  " + count + " by " + rule));
    perMonth.forEach((table, months) -> line(text, months(table, months.values())));
    line(text, months("all tables", ofTables()));
    return text.toString();
  }

  private static String months(String of, Collection<Integer> months) {
    return String.format(
        Locale.ROOT,
        "  %-24s %.2f a month, %d at most, more than one in %.1f %% of %d months",
        of,
        average(months),
        Collections.max(months),
        100 * moreThanOne(months),
        months.size());
  }

  private static void line(StringBuilder text, String line) {
    text.append("  ").append(line).append('\n');
  }
}
