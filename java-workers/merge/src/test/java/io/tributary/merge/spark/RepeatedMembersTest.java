package io.tributary.merge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.DataException;
import io.tributary.core.store.Location;
import io.tributary.merge.TestDelivery;
import io.tributary.merge.plan.Delivery;
import io.tributary.merge.plan.ManifestReader;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.slice.TableJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedMembersTest {
  private static final String TABLE = "room_rate";

  @TempDir Path folder;

  /** Few members are compared by one task, many by a shuffle: nobody must see a difference. */
  @Test
  void bothWaysDecideAlike() throws IOException {
    Random random = new Random(11);
    TestDelivery delivery = delivery();
    int decided = 0;
    Set<String> names = new HashSet<>();
    for (int archive = 0; archive < 4; archive++) {
      for (int place = 0; place < 30; place++) {
        String name = TABLE + "_20250317_" + random.nextInt(60) + ".csv";
        delivery.member("batch-" + archive + ".tar.gz", name, "id\n" + random.nextInt(2) + "\n");
        decided += names.add(name) ? 0 : 1;
      }
    }
    TablePlan plan = plan(delivery.extract().day());
    TableSession session = SharedSpark.runtime().session(TABLE, Map.of(), 0);
    Broadcast<TableJob> job = session.context().broadcast(plan.job());

    List<Long> together = RepeatedMembers.together(session, plan, job);

    assertThat(together).hasSize(decided).doesNotHaveDuplicates();
    assertThat(RepeatedMembers.shuffled(session, plan, job).collect())
        .containsExactlyInAnyOrderElementsOf(together);
    assertThat(RepeatedMembers.decisions(session, plan, job).orElseThrow().collect())
        .containsExactlyElementsOf(together);
  }

  @Test
  void whereNothingRepeatsThereIsNothingToShuffle() throws IOException {
    TestDelivery delivery = delivery();
    delivery.member("a.tar.gz", TABLE + "_20250317_1.csv", "id\n1\n");
    delivery.member("b.tar.gz", TABLE + "_20250317_2.csv", "id\n1\n");
    TablePlan plan = plan(delivery.extract().day());
    TableSession session = SharedSpark.runtime().session(TABLE, Map.of(), 0);

    assertThat(RepeatedMembers.decisions(session, plan, session.context().broadcast(plan.job())))
        .isEmpty();
  }

  /** Memory is planned by what manifests say: a ledger of more is refused before it fills it. */
  @Test
  void ledgersOfMoreMembersThanManifestsSayAreRefused() throws IOException {
    TestDelivery delivery = delivery();
    delivery.member("a.tar.gz", TABLE + "_20250317_1.csv", "id\n1\n");
    delivery.member("b.tar.gz", TABLE + "_20250317_2.csv", "id\n1\n");
    Day day = delivery.extract().day();
    Path manifest = day.layout().manifest("b.tar.gz").toPath();
    String said = Files.readString(manifest);
    String saysLess = said.replaceFirst("\"members\" ?: ?1,", "\"members\": 0,");
    assertThat(saysLess).isNotEqualTo(said);
    Files.writeString(manifest, saysLess);
    TablePlan plan = plan(day);
    TableSession session = SharedSpark.runtime().session(TABLE, Map.of(), 0);
    Broadcast<TableJob> job = session.context().broadcast(plan.job());

    assertThatThrownBy(() -> RepeatedMembers.decisions(session, plan, job))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("more members than its manifests");
  }

  private TestDelivery delivery() throws IOException {
    Path partner = folder.resolve("acme.yaml");
    Files.writeString(
        partner,
        """
        partner: acme
        storage: file:///unused
        source: {uri: file:///unused, archives: "*.tar.gz", stable-for: 1m}
        """);
    return TestDelivery.of(partner, Location.of(folder.resolve("root")));
  }

  private static TablePlan plan(Day day) {
    SourceList list = Json.read(day.store(), day.layout().sources(), SourceList.class);
    Delivery delivery = new ManifestReader(day.store(), day.layout(), day.partner()).read(list);
    return TablePlan.of(day, list, delivery, TABLE, Optional.empty());
  }
}
