package io.tributary.report.page;

import static io.tributary.report.page.Samples.absent;
import static io.tributary.report.page.Samples.finding;
import static io.tributary.report.page.Samples.page;
import static io.tributary.report.page.Samples.published;
import static io.tributary.report.page.Samples.unpublished;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import io.tributary.report.page.Usability.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsabilityTest {
  @Test
  void saysYesWhenNothingIsWrongWithTablesThatCame() {
    Usability usability =
        new Usability(
            page(
                Map.of("a", published(Severity.OK), "b", published(Severity.WARN), "c", absent()),
                finding(Severity.WARN, "b", "odd")));

    assertThat(usability.answer()).isEqualTo(Answer.YES);
    assertThat(usability.sentence())
        .isEqualTo("All 2 tables can be used; 1 warning is worth a look.");
    assertThat(usability.absent()).containsExactly("c");
  }

  @Test
  void asksForCareWhenATableOrTheDayHasAnError() {
    Usability table =
        new Usability(
            page(Map.of("a", published(Severity.ERROR)), finding(Severity.ERROR, "a", "odd")));
    Usability day =
        new Usability(
            page(Map.of("a", published(Severity.OK)), finding(Severity.ERROR, "", "3 missing")));

    assertThat(table.answer()).isEqualTo(Answer.WITH_CARE);
    assertThat(table.doubtful()).containsEntry("a", "odd");
    assertThat(day.answer()).isEqualTo(Answer.WITH_CARE);
    assertThat(day.sentence()).isEqualTo("The one table is published, but: 3 missing.");
  }

  @Test
  void namesTheTablesThatCannotBeUsed() {
    Usability usability =
        new Usability(
            page(
                Map.of(
                    "a",
                    unpublished(),
                    "b",
                    published(Severity.CRITICAL),
                    "c",
                    published(Severity.OK)),
                finding(Severity.ERROR, "a", "not published"),
                finding(Severity.ERROR, "a", "too few rows").with(RuleAction.HOLD)));

    assertThat(usability.answer()).isEqualTo(Answer.IN_PART);
    assertThat(usability.sentence()).isEqualTo("1 of 3 tables can be used; not a, b.");
    assertThat(usability.unusable()).containsEntry("a", "held: too few rows");
  }

  @Test
  void saysNoWhenNothingIsLeft() {
    Usability none = new Usability(page(Map.of(), finding(Severity.ERROR, "", "no source list")));
    Usability all = new Usability(page(Map.of("a", unpublished())));

    assertThat(none.answer()).isEqualTo(Answer.NO);
    assertThat(none.sentence()).isEqualTo("There is no table to use: no source list.");
    assertThat(all.answer()).isEqualTo(Answer.NO);
    assertThat(all.sentence()).isEqualTo("None of the 1 table can be used.");
  }
}
