package io.tributary.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A day with a table that is published, one that is not, and one that was not delivered. */
final class TelemetryFixture {
  private TelemetryFixture() {}

  static DayFacts facts(Path folder) throws IOException {
    Path file = folder.resolve("overseas-1.yaml");
    Files.writeString(
        file,
        """
        partner: overseas-1
        source: {uri: "s3://drop/out/{date}"}
        timezone: Asia/Seoul
        storage: s3://lake/partners
        """);
    PartnerSpec partner = PartnerFile.read(file, Map.of());
    Summary summary = Json.parse(SUMMARY.getBytes(UTF_8), Summary.class, "summary");
    TableMetadata metadata = Json.parse(METADATA.getBytes(UTF_8), TableMetadata.class, "metadata");
    return new DayFacts(
        partner,
        new DayLayout(partner.storage(), partner.partner(), summary.date()),
        summary,
        Optional.empty(),
        Map.of("room_rate", metadata),
        Optional.of(Instant.parse("2025-03-17T20:40:00Z")),
        Optional.of(Instant.parse("2025-03-17T20:50:00Z")));
  }

  private static final String SUMMARY =
      """
      {"version": 1, "partner": "overseas-1", "date": "2025-03-17", "verdict": "error",
       "runId": "run-1", "written": "2025-03-17T20:51:00Z", "report": "s3://x/report.html",
       "archives": {"listed": 9, "extracted": 6, "refused": 1, "missing": 2, "duplicate": 3},
       "members": {"extracted": 50, "ignored": 1, "refused": 4},
       "tables": {
         "booking": {"members": 2, "delivered": 7, "verdict": "error"},
         "guest": {"verdict": "warn"},
         "room_rate": {"members": 3, "delivered": 42, "merged": 40, "quarantined": 2,
           "dropped": 0, "bytes": 999, "columns": 2, "verdict": "warn", "published": true}},
       "stages": {
         "merge": {"seconds": 61.5, "attempts": 2, "failures": 1, "cpuSeconds": 90.25,
           "peakMemoryBytes": 1048576, "numbers": {"bytes-read": 7, "bytes-written": 5}}},
       "findings": [
         {"severity": "error", "table": "booking", "rule": "not-published",
          "message": "merge <failed>", "actual": "absent", "expected": "published"},
         {"severity": "warn", "table": "room_rate", "column": "price", "rule": "null-ratio",
          "message": "many NULLs", "actual": "4 %", "expected": "1 %"}],
       "refusals": [], "missing": [], "fingerprints": {"room_rate": "cafe"}, "published": [],
       "delivery": {"frozen": "2025-03-17T20:21:00Z", "deadline": "2025-03-17T21:00:00Z",
         "lateMinutes": 2},
       "alerts": {"told": 1, "resolved": 0, "undelivered": [
         {"receiver": "alerts[0]", "problem": "HTTP 500", "alerts": 3}]},
       "slos": {
         "fresh": {"objective": 0.95, "days": 20, "good": 18, "budget": 1.0, "budgetLeft": -1.0,
           "enough": true},
         "correct": {"objective": 0.99, "days": 3, "good": 3, "budget": 0.0, "budgetLeft": 0.0,
           "enough": false}}}
      """;

  private static final String METADATA =
      """
      {"version": 1, "partner": "overseas-1", "table": "room_rate", "date": "2025-03-17",
       "rows": 40,
       "counts": {"archives": 2, "members": 3, "delivered": 42, "merged": 40, "quarantined": 2},
       "columns": [
         {"name": "id", "origin": "partner", "members": 3, "nulls": 0, "empties": 0,
          "types": {"integer": 40}, "sampled": 40,
          "metrics": {"values": 40, "distinct": 40, "least": "1", "greatest": "40",
            "mean": 20.5, "numbers": 40, "shortest": 1, "longest": 2, "meanLength": 1.5}},
         {"name": "price €", "origin": "new", "members": 2, "nulls": 4, "empties": 3,
          "types": {"text": 1, "decimal": 35}, "sampled": 40,
          "metrics": {"values": 36, "distinct": 30, "least": "0.5", "greatest": "x",
            "numbers": 35, "shortest": 1, "longest": 6}}],
       "drift": {"changes": [], "reorderedMembers": 0},
       "checks": [
         {"check": "id-unique", "column": "id", "checked": 40, "violations": 0,
          "quarantined": 0, "samples": []},
         {"check": "price-range", "column": "price €", "checked": 40, "violations": 2,
          "quarantined": 2, "samples": []}],
       "quality": {"verdict": "warn", "findings": [
         {"severity": "warn", "table": "room_rate", "column": "price €", "rule": "null-ratio",
          "message": "many NULLs", "actual": "4 %", "expected": "1 %"}]}}
      """;
}
