package io.tributary.report.page;

import io.tributary.report.page.Scorecard.Example;
import io.tributary.report.page.Scorecard.Kind;
import java.util.List;
import java.util.Locale;

/**
 * {@code scorecard.csv}: RFC 4180, UTF-8 with a byte-order mark, one header. A line with a {@code
 * count} counts a kind on a day, or, without a date, over all days; a line without one is an
 * example. Spreadsheets take a cell that begins with {@code =}, {@code +}, {@code -} or {@code @}
 * for a formula: such a value gets an apostrophe in front.
 */
final class ScorecardCsv {
  /** Without it Excel reads names in the code page of the person's country. */
  private static final String MARK = "\uFEFF";

  private final StringBuilder text =
      new StringBuilder(MARK).append("date,what,count,unit,table,archive,member,line,reason\r\n");

  private ScorecardCsv() {}

  static String of(Scorecard card) {
    ScorecardCsv csv = new ScorecardCsv();
    for (Kind kind : Kind.values()) {
      csv.count("", kind, card.total(kind));
    }
    for (PartnerDay day : card.days()) {
      for (Kind kind : Kind.values()) {
        csv.count(day.date().toString(), kind, Scorecard.count(day, kind));
      }
      Scorecard.examples(day).values().stream().flatMap(List::stream).forEach(csv::example);
    }
    return csv.text.toString();
  }

  private void count(String date, Kind kind, long count) {
    line(
        date,
        name(kind),
        Long.toString(count),
        kind == Kind.LATE ? "minutes" : kind.words(),
        "",
        "",
        "",
        "",
        "");
  }

  private void example(Example example) {
    line(
        example.date().toString(),
        name(example.kind()),
        "",
        "",
        example.table().orElse(""),
        example.archive(),
        example.member(),
        example.line().map(Object::toString).orElse(""),
        example.reason());
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void line(String... cells) {
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : ",").append(cell(cells[i]));
    }
    text.append("\r\n");
  }

  private static String cell(String value) {
    boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
    String safe = formula ? "'" + value : value;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
