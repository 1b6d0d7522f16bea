package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.Json;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
  @TempDir Path folder;
  private DayFixture day;

  @BeforeEach
  void merge() throws IOException {
    day = new DayFixture(folder);
    FixtureMember twice = member("booking", 7, "id,guest", "70,x", "71,y");
    day.archive(
            "a.tar.gz",
            member("tax", 1, "id", "1"),
            member("booking", 1, "id,guest", "1,\"a\nb\"", "2", "3,c", "4,d"),
            twice)
        .archive("b.tar.gz", twice, member("booking", 2, "guest,id", "e,5"))
        .archive("b2.tar.gz", twice, member("booking", 2, "guest,id", "e,5"))
        .refused("c.tar.gz", "crc-mismatch")
        .missing("d.tar.gz")
        .merged();
  }

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void followsEveryRowBackToItsRecord() {
    // booking: 1, 3, 4 of the first member (2 is malformed), 70, 71, then 5 of the second archive.
    assertThat(origin(1)).isEqualTo(from("a.tar.gz", 1, 1, 1, 4, 2, "1,\"a\nb\""));
    assertThat(origin(2)).isEqualTo(from("a.tar.gz", 2, 1, 3, 4, 5, "3,c"));
    assertThat(origin(3)).isEqualTo(from("a.tar.gz", 3, 1, 4, 4, 6, "4,d"));
    assertThat(origin(5).text()).isEqualTo("71,y");
    assertThat(origin(6).archive()).isEqualTo("b.tar.gz");
    assertThat(origin(6).member()).isEqualTo("booking_20250317_2.csv");
    assertThat(origin(6).place()).isEqualTo(1);
    assertThat(origin(6).text()).isEqualTo("e,5");
    assertThat(origin(6).readable())
        .isEqualTo(
            """
            row      6 of booking
            archive  b.tar.gz
            member   booking_20250317_2.csv, entry 1
            record   1 of 1, line 2
            text     e,5
            """);
  }

  @Test
  void membersOfOneNameKeepTheirQuarantinedRecordsApart(@TempDir Path other) throws IOException {
    day.close();
    day = new DayFixture(other);
    day.archive(
            "a.tar.gz",
            member("booking", 1, "id,guest", "1", "2,b", "3,c"),
            member("booking", 1, "id,guest", "4,d", "5,e", "6", "7,g"))
        .merged();

    assertThat(origin(3)).isEqualTo(from("a.tar.gz", 3, 1, 1, 4, 2, "4,d"));
    assertThat(origin(5)).isEqualTo(from("a.tar.gz", 5, 1, 4, 4, 5, "7,g"));
  }

  @Test
  void saysWhereARowIsFromWithoutTheQuarantineFile() {
    day.store.delete(day.layout.quarantine("booking"));
    assertThatThrownBy(() -> origin(2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("archive a.tar.gz, member booking_20250317_1.csv")
        .hasMessageContaining("booking.csv is gone");
    day.put(
        day.layout.cleaned(),
        Json.bytes(
            new CleanedDay(
                CleanedDay.VERSION,
                day.layout.partner(),
                day.layout.date(),
                Optional.empty(),
                Optional.of(new CleanedDay.Removal(Instant.parse("2025-06-16T04:00:00Z"), 1, 100)),
                Optional.empty())));
    assertThatThrownBy(() -> origin(2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("archive a.tar.gz, member booking_20250317_1.csv")
        .hasMessageContaining("booking.csv was removed by clean on 2025-06-16");
    // Where none of the member is in quarantine it is not missed.
    assertThat(origin(5).text()).isEqualTo("71,y");
  }

  @Test
  void refusesRowsThatAreNotThere() {
    assertThatThrownBy(() -> origin(7))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("has 6 rows");
    assertThatThrownBy(() -> origin(0)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> new RowTrace(day.day(), "guest", 1).origin())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not published");
  }

  @Test
  void followsAnArchiveToItsRows() {
    assertThat(fate("a.tar.gz").tables())
        .containsExactly(
            new ArchiveFate.Share("booking", 6, true, 1, 5, 1, 0, 0),
            new ArchiveFate.Share("tax", 1, true, 1, 1, 0, 0, 0));
    assertThat(fate("b.tar.gz").tables())
        .containsExactly(new ArchiveFate.Share("booking", 3, true, 6, 6, 0, 0, 2));
    assertThat(fate("b.tar.gz").readable())
        .isEqualTo(
            """
            archive  b.tar.gz
            fate     extracted

            table    records  rows    quarantined  dropped  repeated
            booking        3  6 to 6            0        0         2
            """);
  }

  @Test
  void saysWhyAnArchiveHasNoRows() {
    assertThat(fate("b2.tar.gz").readable()).contains("duplicate: same bytes as b.tar.gz");
    assertThat(fate("c.tar.gz").readable()).contains("refused: crc-mismatch, as delivered");
    assertThat(fate("d.tar.gz").fate()).isEqualTo("missing");
    day.store.delete(day.layout.manifest("a.tar.gz"));
    assertThat(fate("a.tar.gz").fate()).isEqualTo("not-extracted");
    assertThatThrownBy(() -> fate("e.tar.gz")).isInstanceOf(ConfigurationException.class);
  }

  private RowOrigin origin(long row) {
    return new RowTrace(day.day(), "booking", row).origin();
  }

  private ArchiveFate fate(String archive) {
    return new ArchiveTrace(day.day(), archive).fate();
  }

  private static RowOrigin from(
      String archive, long row, long place, long record, long records, long line, String text) {
    return new RowOrigin(
        "booking",
        row,
        archive,
        "booking_20250317_1.csv",
        place,
        record,
        record,
        records,
        line,
        text);
  }
}
