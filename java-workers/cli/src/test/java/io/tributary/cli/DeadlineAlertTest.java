package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.DeliveryBuilder;
import io.tributary.core.fixture.WebhookServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that run after the deadline of their day, and before it is given up. */
class DeadlineAlertTest {
  @TempDir private Path folder;
  private ZoneId zone;
  private LocalDate date;

  @BeforeEach
  void deliver() throws IOException {
    // Where it is noon now, yesterday's deadline was this morning, whenever the test runs.
    int east = 12 - ZonedDateTime.now(ZoneOffset.UTC).getHour();
    zone = ZoneId.of(String.format(Locale.ROOT, "Etc/GMT%+d", -east)); // west is positive there
    date = LocalDate.now(zone).minusDays(1);
    String day = date.format(DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT));
    DeliveryBuilder.delivery()
        .archive("a.tar.gz", ArchiveBuilder.gnu().member("room_rate_" + day + "_1.csv", "id\n1\n"))
        .writeTo(folder.resolve("outbound/" + date));
    Files.writeString(folder.resolve("outbound/" + date + "/_COMPLETE"), "");
  }

  @Test
  void eachTaskTellsThatTheDayIsLate() throws IOException {
    try (WebhookServer server = new WebhookServer()) {
      assertThat(run("wait", "")).isZero();
      assertThat(server.posts()).isEmpty();

      String told = "alerts: [{severity: error, webhook: \"" + server.address("/a") + "\"}]\n";
      for (String task : new String[] {"extract", "merge"}) {
        int before = server.posts().size();

        assertThat(run(task, told)).isZero();

        assertThat(server.posts()).hasSize(before + 1);
        assertThat(server.bodies().get(before))
            .contains("not published at its deadline: " + task + " is still running");
        forget();
      }
      assertThat(run("summarize", told)).isZero();
      assertThat(server.bodies()).noneMatch(body -> body.contains("summarize is still running"));
    }
  }

  /** As if nobody had been told: once told, a day's alert is told no more. */
  private void forget() throws IOException {
    Path alerts = folder.resolve("lake/late/" + date + "/alerts");
    try (var files = Files.list(alerts)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private int run(String command, String more) throws IOException {
    Path partner = folder.resolve("late.yaml");
    Files.writeString(
        partner,
        """
        partner: late
        source:
          {uri: "file://%1$s/outbound/{date}", marker: _COMPLETE, deadline: "06:00", give-up: "23:00"}
        storage: file://%1$s/lake
        timezone: "%2$s"
        %3$s"""
            .formatted(folder, zone, more));
    return TributaryCommand.commandLine()
        .execute(command, "--partner", partner.toString(), "--date", date.toString());
  }
}
