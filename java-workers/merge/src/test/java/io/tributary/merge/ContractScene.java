package io.tributary.merge;

import io.tributary.core.command.Day;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Json;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.store.Location;
import io.tributary.merge.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A day of two tables, and a contract of it that each test writes. */
abstract class ContractScene {
  static final String RATE = "room_rate";
  static final String HOLD = "customProperties: [{property: action, value: hold}]";

  @TempDir Path folder;

  @BeforeEach
  void writePartnerFile() throws IOException {
    partner("", "");
  }

  void partner(String merge, String tables) throws IOException {
    Files.writeString(
        folder.resolve("partner.yaml"),
        """
        partner: contracts
        source: {uri: "file:///delivery"}
        storage: file:///elsewhere
        contract: contract.odcs.yaml
        merge: {part-size: 6MB%s}
        %s
        """
            .formatted(merge, tables));
    contract("");
  }

  /** A contract of two tables, with rules of the table room_rate. */
  void contract(String quality) throws IOException {
    Files.writeString(
        folder.resolve("contract.odcs.yaml"),
        """
        apiVersion: v3.1.0
        kind: DataContract
        id: contracts
        version: 1.0.0
        status: active
        schema:
          - name: hotel
            properties:
              - name: hotel_id
          - name: room_rate
            properties:
              - name: hotel_id
              - {name: price, logicalType: number}
              - {name: stay_date, logicalType: date, logicalTypeOptions: {format: dd.MM.uuuu}}
        """
            + (quality.isEmpty() ? "" : "    quality:\n" + quality.indent(6)));
  }

  static String sql(String id, String query, String more) {
    return """
        - id: %s
          type: sql
          query: "%s"
        %s"""
        .formatted(id, query, more.indent(2));
  }

  static String reference(String more) {
    return """
        - id: known-hotel
          type: custom
          engine: tributary
          implementation: {rule: reference, columns: [hotel_id], table: hotel, mustBe: 0}
        %s"""
        .formatted(more.indent(2));
  }

  TestDelivery delivery(String name) {
    return TestDelivery.of(folder.resolve("partner.yaml"), Location.of(folder.resolve(name)));
  }

  static WorkerResult run(TestDelivery delivery) {
    return run(delivery.day());
  }

  static WorkerResult run(Day day) {
    return new MergeRun(day, SharedSpark.runtime(), false)
        .run(new TableSelection(List.of(), false, List.of()));
  }

  TestDelivery rates(String name) {
    return delivery(name)
        .member(
            "a.tar.gz",
            "room_rate_20250317_1.csv",
            "hotel_id,price,stay_date\nh1,10.50,17.03.2025\nh2,-1,18.03.2025\nh9,NULL,\n")
        .member(
            "b.tar.gz",
            "room_rate_20250317_2.csv",
            "price,hotel_id\nabc,h9\n\"1,0\",\"h1\"\n-0.5,\nbroken\n7,h7\n7,h9\n");
  }

  static TestDelivery hotels(TestDelivery delivery) {
    return delivery.member("a.tar.gz", "hotel_20250317_1.csv", "hotel_id\nh1\nh2\n");
  }

  static TableMetadata metadata(TestDelivery delivery, String table) {
    return Json.read(delivery.store(), delivery.layout().metadata(table), TableMetadata.class);
  }

  static Finding finding(TestDelivery delivery, String rule) {
    return metadata(delivery, RATE).quality().findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }
}
