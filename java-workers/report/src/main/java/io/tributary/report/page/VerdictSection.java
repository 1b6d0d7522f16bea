package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Summary;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The head of the page: what a person has to know who reads nothing else. */
final class VerdictSection {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);

  /** Reasons below the sentence; the findings have all. */
  private static final int REASONS = 6;

  private final DayPage page;
  private final Summary summary;
  private final Html html;

  VerdictSection(DayPage page, Html html) {
    this.page = page;
    this.summary = page.summary();
    this.html = html;
  }

  void write() {
    Usability usability = new Usability(page);
    html.markup("<header class=\"head v-")
        .text(tone(usability.answer()))
        .element("\">\n<h1>", summary.partner(), " ")
        .element("<small>", summary.date().format(DAY), "</small> ");
    Badge.write(html, summary.verdict());
    html.markup("</h1>\n<p class=\"question\">Can today’s data be used?</p>\n")
        .element("<p class=\"answer\"><strong>", usability.answer().words(), "</strong> ")
        .element("", usability.sentence(), "</p>\n");
    reasons(usability);
    html.markup("</header>\n");
    facts();
  }

  private static String tone(Usability.Answer answer) {
    return switch (answer) {
      case YES -> "yes";
      case WITH_CARE -> "care";
      case IN_PART -> "part";
      case NO -> "no";
    };
  }

  private void reasons(Usability usability) {
    int left = REASONS;
    html.markup("<ul class=\"reasons\">\n");
    left = reasons("do not use", usability.unusable(), left);
    left = reasons("look first", usability.doubtful(), left);
    for (Finding finding : usability.ofDay().stream().limit(Math.max(0, left)).toList()) {
      html.element("<li><b>the day</b>: ", finding.message(), "</li>\n");
      left--;
    }
    if (!usability.absent().isEmpty()) {
      html.element("<li><b>not delivered</b>: ", Usability.names(usability.absent()), "</li>\n");
    }
    html.markup("</ul>\n");
  }

  private int reasons(String what, Map<String, String> tables, int left) {
    tables.entrySet().stream()
        .limit(Math.max(0, left))
        .forEach(
            table ->
                html.element("<li>", what, ": ")
                    .element("<b>", table.getKey(), "</b> – ")
                    .element("", table.getValue(), "</li>\n"));
    return left - tables.size();
  }

  private void facts() {
    Summary.Archives archives = summary.archives();
    html.markup("<div class=\"facts\">\n");
    delivery();
    fact(
        Figures.count(archives.extracted()) + " of " + Figures.count(archives.listed()),
        "archives extracted");
    fact(Figures.count(archives.missing()), "missing");
    fact(Figures.count(archives.refused()), "refused");
    fact(Figures.count(archives.duplicate()), "duplicates");
    fact(Figures.count(summary.members().extracted()), "members");
    fact(Figures.count(sum(Summary.Table::merged)), "rows merged");
    fact(Figures.count(sum(Summary.Table::quarantined)), "quarantined");
    html.markup("</div>\n");
  }

  private void delivery() {
    Optional<Summary.Delivery> delivery = summary.delivery();
    if (delivery.isEmpty()) {
      fact("–", "not delivered");
      return;
    }
    ZonedDateTime frozen = delivery.get().frozen().atZone(page.zone());
    String deadline = delivery.get().deadline().atZone(page.zone()).format(TIME);
    Optional<Long> late = delivery.get().lateMinutes();
    if (late.isEmpty()) {
      fact(frozen.format(DAY_AND_TIME), "listed");
    } else if (late.get() == 0) {
      fact(frozen.format(TIME), "complete, deadline " + deadline);
    } else {
      fact(
          frozen.format(TIME),
          "complete, " + PartnerPages.minutes(late.get()) + " after " + deadline);
    }
  }

  private void fact(String figure, String what) {
    html.markup(figure.equals("0") ? "<div><b class=\"zero\">" : "<div><b>")
        .element("", figure, "</b>")
        .element("<span>", what, "</span></div>\n");
  }

  private long sum(java.util.function.ToLongFunction<Summary.Table> figure) {
    return List.copyOf(summary.tables().values()).stream().mapToLong(figure).sum();
  }
}
