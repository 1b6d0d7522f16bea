package io.tributary.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Finding;
import io.tributary.core.document.Sample;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final Pattern SCRIPT =
      Pattern.compile(
          "<script( type=\"application/json\" id=\"charts\")?>(.*?)</script>", Pattern.DOTALL);

  private final PartnerPages partner =
      new PartnerPages(
          "acme",
          ZoneOffset.UTC,
          List.of(PartnerDay.of(Samples.summary(Map.of("t", Samples.published(Severity.OK))))));

  @Test
  void letNoScriptRunButTheirOwn() throws Exception {
    String hostile = "</script><script>alert(1)</script>";
    String page = Samples.page(Map.of(hostile, Samples.published(Severity.OK))).html();

    Matcher scripts = SCRIPT.matcher(page);
    int found = 0;
    while (scripts.find()) {
      found++;
      if (scripts.group(1) == null) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(scripts.group(2).getBytes(UTF_8));
        assertThat(page).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
      } else {
        assertThat(scripts.group(2)).doesNotContain("<", ">");
      }
    }
    assertThat(found).isEqualTo(3);
    assertThat(partner.index()).doesNotContain("<script").contains("default-src 'none'");
  }

  @Test
  void giveSpreadsheetsNoFormulas() {
    assertThat(partner.scorecardCsv().lines())
        .startsWith(
            "\uFEFFdate,what,count,unit,table,archive,member,line,reason", ",late,75,minutes,,,,,")
        .contains(
            "2025-03-17,missing,,,,'-b.tar.gz,,,\"listed, but not delivered\"",
            "2025-03-17,refused,,,,'=cmd|'x'!A1,\"a,\"\"b\"\".csv\",,wrong-date",
            "2025-03-17,malformed,1,records quarantined,,,,,");
  }

  @Test
  void tellBrokenRulesFromMalformedRecords() {
    Finding broken =
        Samples.finding(Severity.WARN, "t", "odd")
            .with(List.of(new Sample("b.tar.gz", "m.csv", 7, "-1")));
    Map<String, Summary.Table> tables =
        Map.of("t", new Summary.Table(1, 9, 9, 0, 0, 100, 2, Severity.WARN, true));
    PartnerPages pages =
        new PartnerPages(
            "acme", ZoneOffset.UTC, List.of(PartnerDay.of(Samples.summary(tables, broken))));

    assertThat(pages.scorecardCsv().lines())
        .contains(
            "2025-03-17,malformed,0,records quarantined,,,,,",
            "2025-03-17,broken,1,rules broken,,,,,",
            "2025-03-17,broken,,,t,b.tar.gz,m.csv,7,rule: '-1'")
        .noneMatch(line -> line.startsWith("2025-03-17,malformed,,"));
  }

  @Test
  void tellTheVerdictsOfFourWeeks() {
    assertThat(partner.heatmap().days()).containsExactly(Map.entry(Samples.DATE, Severity.ERROR));
    assertThat(partner.heatmap().tables())
        .isEqualTo(Map.of("t", Map.of(Samples.DATE, Severity.OK)));
  }

  @Test
  void tellHowLateADeliveryWas() {
    assertThat(partner.index()).contains("1 Jan 00:00, 1:15 h late");
    assertThat(partner.scorecard()).contains("<b>1:15 h</b>");
  }
}
