package io.tributary.transfer.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.MembersSpec;
import io.tributary.core.config.MembersSpec.OtherDates;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberRouterTest {
  private static final LocalDate DATE = LocalDate.of(2025, 3, 17);

  @ParameterizedTest
  @CsvSource({
    "room_rate_20250317_01.csv, room_rate",
    "day/x/room_rate_20250317_01.csv, room_rate",
    "a_20250317_20250318_093000.csv, a",
    "rates_20240101_20250317_1.csv, rates_20240101",
    "a_20250317_20250317_1.csv, a",
    "room_rate_20250316_01.csv, wrong-date",
    "a_20251399_1.csv, wrong-date",
    "room rate_20250317_01.csv, unsafe-table-name",
    "요금_20250317_01.csv, unsafe-table-name",
    "room_rate_20250317.csv, ignored",
    "room_rate_20250317_01.txt, ignored",
    "20250317_01.csv, ignored",
    "._room_rate_20250317_01.csv, ignored",
    "README, ignored",
  })
  void routesByName(String name, String expected) {
    assertThat(shown(new MemberRouter(MembersSpec.DEFAULT, DATE).route(name, true)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'{date}/{table_name}-{batch_id}.csv', yyyy-MM-dd, 2025-03-17/rates-1.csv, rates",
    "'{date}/{table_name}-{batch_id}.csv', yyyy-MM-dd, x/2025-03-17/rates-1.csv, ignored",
    "'{table_name}.{date}.{batch_id}.csv', ddMMMyyyy, rates.17Mar2025.7.csv, rates",
    "'{table_name}_{date}_{batch_id}.csv', yyyyMMdd, rates_20250316_7.csv, rates",
  })
  void followsThePartnersPattern(String pattern, String format, String name, String expected) {
    MembersSpec members = new MembersSpec(pattern, format, OtherDates.MERGE);
    assertThat(shown(new MemberRouter(members, DATE).route(name, true))).isEqualTo(expected);
  }

  private static String shown(MemberRoute route) {
    if (route instanceof MemberRoute.Data data) {
      return data.table();
    }
    return route instanceof MemberRoute.Refused refused ? refused.reason().code() : "ignored";
  }
}
