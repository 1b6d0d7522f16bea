package io.tributary.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Finding;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata.Change.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QualityJudgeTest {
  @Test
  void hasNothingToSayOfAnOrdinaryDay() {
    Facts facts =
        Facts.table()
            .column("price", 120, Map.of("decimal", 900L, "integer", 88L))
            .after(Facts.table().column("price", 100, Map.of("decimal", 990L)));

    Judgement judgement = facts.judge();

    assertThat(judgement.hold()).isFalse();
    assertThat(judgement.quality().verdict()).isEqualTo(Severity.OK);
    assertThat(messages(judgement, "history"))
        .containsExactly("not enough history: compared with 2025-03-16 alone");
    assertThat(judgement.quality().findings()).hasSize(1);
  }

  @Test
  void statesThatThereIsNoHistoryWithoutFindingFault() {
    Judgement judgement = Facts.table().column("price", 5_000, Map.of("decimal", 100L)).judge();

    assertThat(judgement.quality().verdict()).isEqualTo(Severity.OK);
    assertThat(judgement.quality().findings())
        .singleElement()
        .matches(note -> note.severity() == Severity.OK)
        .matches(note -> note.message().startsWith("not enough history"));
  }

  @Test
  void holdsATableThatLosesRecords() {
    Facts facts = Facts.withBaseline();
    facts.quarantined.put("too-few-fields", 1L);
    facts.delivered = facts.rows + 3;

    Judgement judgement = facts.judge();

    assertThat(judgement.hold()).isTrue();
    Finding finding = only(judgement, "conservation");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.message()).isEqualTo("2 delivered records are unaccounted");
    assertThat(finding.actual()).isEqualTo("10,000 merged + 1 quarantined + 0 dropped");
    assertThat(finding.expected()).isEqualTo("10,003 delivered");
  }

  @Test
  void holdsATableWithRecordsFromNowhere() {
    Facts facts = Facts.withBaseline();
    facts.delivered = facts.rows - 1;

    assertThat(facts.judge().hold()).isTrue();
    assertThat(only(facts.judge(), "conservation").message())
        .isEqualTo("1 record comes from nowhere");
  }

  @Test
  void namesHeaderDriftOnceAndNotEveryDay() {
    Facts facts =
        Facts.withBaseline()
            .change(Kind.ADDED, "board_type", 4)
            .change(Kind.RENAMED, "price", 7)
            .change(Kind.REMOVED, "tax", 0)
            .change(Kind.PARTIAL, "currency", 30);
    facts.reordered = 2;
    Facts tomorrow = Facts.table().change(Kind.RENAMED, "price", 7).after(facts);
    tomorrow.reordered = 5;

    assertThat(messages(facts.judge(), "header-drift"))
        .containsExactly(
            "new column in 4 of 40 members, first in a.tar.gz: m.csv",
            "column is gone from all members",
            "column is in 30 of 40 members only, first in a.tar.gz: m.csv",
            "1 column in another spelling in up to 7 of 40 members, such as 'PRICE' for price;"
                + " merged by name",
            "columns come in another order in 2 of 40 members; merged by name");
    assertThat(facts.judge().quality().verdict()).isEqualTo(Severity.WARN);
    assertThat(messages(tomorrow.judge(), "header-drift")).isEmpty();
  }

  @Test
  void doesNotRepeatEveryDayThatAColumnIsGone() {
    Facts facts =
        Facts.table()
            .absentColumn("tax")
            .change(Kind.REMOVED, "tax", 0)
            .after(Facts.table().absentColumn("tax"));

    assertThat(beyondHistory(facts)).isEmpty();
  }

  @Test
  void comparesNullRatiosByMoreThanChance() {
    Facts yesterday = Facts.table().column("price", 100, Map.of()).column("tax", 100, Map.of());
    Facts facts =
        Facts.table().column("price", 410, Map.of()).column("tax", 130, Map.of()).after(yesterday);

    Finding finding = only(facts.judge(), "null-ratio");

    assertThat(finding.severity()).isEqualTo(Severity.WARN);
    assertThat(finding.column()).contains("price");
    assertThat(finding.message()).isEqualTo("NULL 4.1 %, 1.0 % on 2025-03-16");
  }

  @Test
  void callsAnEmptiedColumnAnError() {
    Facts facts =
        Facts.table()
            .column("price", 10_000, Map.of())
            .after(Facts.table().column("price", 0, Map.of()));

    assertThat(only(facts.judge(), "null-ratio").severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void drawsNoConclusionFromFewRows() {
    Facts yesterday = Facts.table().column("price", 1, Map.of());
    yesterday.rows = 20;
    yesterday.delivered = 20;
    Facts facts = Facts.table().column("price", 15, Map.of()).after(yesterday);
    facts.rows = 20;
    facts.delivered = 20;

    assertThat(facts.judge().quality().verdict()).isEqualTo(Severity.OK);
    assertThat(only(facts.judge(), "null-ratio").message()).startsWith("not enough history");
  }

  @Test
  void findsTextInAColumnOfNumbers() {
    Facts facts =
        Facts.table()
            .column("nights", 0, Map.of("integer", 960L, "text", 40L))
            .after(Facts.table().column("nights", 0, Map.of("integer", 1_000L)));

    Finding finding = only(facts.judge(), "type-conformity");

    assertThat(finding.severity()).isEqualTo(Severity.WARN);
    assertThat(finding.message())
        .isEqualTo("4.0 % of the values are text; the column was integer on 2025-03-16");
    assertThat(finding.actual()).isEqualTo("integer 96.0 %, text 4.0 %");
    assertThat(finding.expected()).isEqualTo("integer 100 %");
  }

  @Test
  void callsAnotherTypeAltogetherAnError() {
    Facts facts =
        Facts.table()
            .column("nights", 0, Map.of("text", 1_000L))
            .after(Facts.table().column("nights", 0, Map.of("integer", 1_000L)));

    assertThat(only(facts.judge(), "type-conformity").severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void takesIntegersForDecimalsAndDatesForTimestamps() {
    Facts facts =
        Facts.table()
            .column("price", 0, Map.of("integer", 1_000L))
            .column("at", 0, Map.of("date", 1_000L))
            .after(
                Facts.table()
                    .column("price", 0, Map.of("decimal", 900L, "integer", 100L))
                    .column("at", 0, Map.of("timestamp", 1_000L)));

    assertThat(beyondHistory(facts)).isEmpty();
  }

  @Test
  void namesAFewOddValuesEvenWithoutHistory() {
    Facts facts = Facts.table().column("nights", 0, Map.of("integer", 990L, "text", 10L));

    assertThat(only(facts.judge(), "type-conformity").message())
        .isEqualTo("1.0 % text in a column of integers");
  }

  @Test
  void gradesMalformedRecordsByTheirShare() {
    assertThat(malformed(10_000_000, 242).severity()).isEqualTo(Severity.OK);
    assertThat(malformed(10_000, 9).severity()).isEqualTo(Severity.OK);
    assertThat(malformed(10_000, 10).severity()).isEqualTo(Severity.WARN);
    assertThat(malformed(50, 5).severity()).isEqualTo(Severity.WARN);
    assertThat(malformed(1_000, 10).severity()).isEqualTo(Severity.ERROR);
    assertThat(malformed(1_000, 10).message())
        .isEqualTo("10 malformed records in quarantine (1.0 %): 10 stray-quote");
  }

  @Test
  void leavesWhatAPolicyQuarantinedOutOfTheMalformed() {
    Facts facts = Facts.withBaseline();
    facts.quarantined.put("duplicate-row", 500L);
    facts.rows -= 500;

    assertThat(beyondHistory(facts)).isEmpty();
  }

  @Test
  void warnsOfCollisionsWithoutHistoryAndOfMoreThanUsual() {
    Facts first = Facts.table();
    first.collisions = Optional.of(30L);
    first.duplicates = Optional.of(30L);
    Facts same = Facts.table().after(first);
    same.collisions = Optional.of(35L);
    Facts more = Facts.table().after(first);
    more.collisions = Optional.of(400L);

    assertThat(first.judge().quality().verdict()).isEqualTo(Severity.WARN);
    assertThat(messages(first.judge(), "repeated-rows"))
        .containsExactly("30 duplicate rows (0.3 %)", "30 key collisions (0.3 %)");
    assertThat(same.judge().quality().verdict()).isEqualTo(Severity.OK);
    assertThat(only(more.judge(), "repeated-rows").severity()).isEqualTo(Severity.WARN);
  }

  @Test
  void statesRepeatedMembersAndWarnsOfConflictingOnes() {
    Facts facts = Facts.withBaseline();
    facts.repeatedMembers = 2;
    facts.conflictingMembers = 1;

    assertThat(beyondHistory(facts))
        .extracting(Finding::severity)
        .containsExactly(Severity.OK, Severity.WARN);
  }

  @Test
  void comparesTheNumberOfRows() {
    Facts fewer = Facts.table().after(Facts.table());
    fewer.rows = 6_000;
    fewer.delivered = 6_000;
    Facts none = Facts.table().after(Facts.table());
    none.rows = 0;
    none.delivered = 0;

    assertThat(only(fewer.judge(), "row-count").message())
        .isEqualTo("40 % fewer rows than on 2025-03-16");
    assertThat(only(none.judge(), "row-count").severity()).isEqualTo(Severity.ERROR);
    assertThat(only(none.judge(), "expected-table").severity()).isEqualTo(Severity.WARN);
  }

  @Test
  void notesThatADropGoesOnUntilItIsOver() {
    Facts dropped = rows(5_000).after(Facts.table());
    Facts next = rows(5_100).after(dropped);
    Facts later = rows(5_050).after(next);

    assertThat(only(dropped.judge(), "row-count").severity()).isEqualTo(Severity.WARN);
    for (Facts day : List.of(next, later)) {
      assertThat(only(day.judge(), "row-count").severity()).isEqualTo(Severity.OK);
      assertThat(only(day.judge(), "row-count").message())
          .endsWith("fewer rows than before 2025-03-16, as on that day");
    }
    assertThat(messages(rows(9_900).after(later).judge(), "row-count")).isEmpty();
    assertThat(only(rows(2_000).after(later).judge(), "row-count").severity())
        .isEqualTo(Severity.WARN);
  }

  private static Facts rows(long rows) {
    Facts facts = Facts.table();
    facts.rows = rows;
    facts.delivered = rows;
    return facts;
  }

  @Test
  void notesThatMoreNullsGoOnUntilTheyAreGone() {
    Facts usual = Facts.table().column("price", 100, Map.of());
    Facts risen = Facts.table().column("price", 900, Map.of()).after(usual);
    Facts next = Facts.table().column("price", 910, Map.of()).after(risen);

    assertThat(only(risen.judge(), "null-ratio").severity()).isEqualTo(Severity.WARN);
    assertThat(only(next.judge(), "null-ratio").severity()).isEqualTo(Severity.OK);
    assertThat(only(next.judge(), "null-ratio").message())
        .isEqualTo("NULL 9.1 % as on 2025-03-16, 1.0 % before");
    assertThat(
            messages(
                Facts.table().column("price", 105, Map.of()).after(next).judge(), "null-ratio"))
        .isEmpty();
  }

  @Test
  void findsNoFewerNullsInAColumnThatReturns() {
    Facts gone = Facts.table().absentColumn("tax");

    assertThat(
            messages(Facts.table().column("tax", 100, Map.of()).after(gone).judge(), "null-ratio"))
        .isEmpty();
  }

  @Test
  void reportsATableThatNobodyListed() {
    Facts facts = Facts.table();
    facts.listed = false;
    Facts again = Facts.withBaseline();
    again.listed = false;

    assertThat(only(facts.judge(), "expected-table").severity()).isEqualTo(Severity.WARN);
    assertThat(only(again.judge(), "expected-table").severity()).isEqualTo(Severity.OK);
  }

  @Test
  void failsOneRuleAloneWhenItThrows() {
    Rule broken =
        new Rule() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Stream<Finding> judge(TableFacts facts) {
            return Stream.of("x")
                .map(RuleAction::valueOf)
                .map(action -> table(Severity.OK, facts, "", "", "").with(action));
          }
        };
    Facts facts = Facts.withBaseline();
    facts.delivered = 1;

    Judgement judgement =
        new QualityJudge(List.of(broken, new ConservationRule())).judge(facts.facts());

    assertThat(judgement.hold()).isTrue();
    assertThat(judgement.quality().findings())
        .extracting(Finding::rule)
        .containsExactly("rule-failed", "conservation");
  }

  private static Finding malformed(long delivered, long malformed) {
    Facts yesterday = Facts.table();
    yesterday.rows = delivered;
    yesterday.delivered = delivered;
    Facts facts = Facts.table().after(yesterday);
    facts.delivered = delivered;
    facts.rows = delivered - malformed;
    facts.quarantined.put("stray-quote", malformed);
    return only(facts.judge(), "malformed-records");
  }

  private static Finding only(Judgement judgement, String rule) {
    List<Finding> findings =
        judgement.quality().findings().stream()
            .filter(finding -> finding.rule().equals(rule))
            .toList();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  /** What is found, apart from the note that there is one earlier day only. */
  private static List<Finding> beyondHistory(Facts facts) {
    return facts.judge().quality().findings().stream()
        .filter(finding -> !finding.rule().equals("history"))
        .toList();
  }

  private static List<String> messages(Judgement judgement, String rule) {
    return judgement.quality().findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .map(Finding::message)
        .toList();
  }
}
