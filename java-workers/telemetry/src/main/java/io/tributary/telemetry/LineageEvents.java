package io.tributary.telemetry;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The merges of a day as OpenLineage runs: a job for each table, which reads the source's delivery
 * and writes the table's CSV. A run's id is a function of what it published, so that events that
 * are sent again are the same run.
 */
final class LineageEvents {
  private static final URI PRODUCER = URI.create("urn:tributary:merge");
  private static final int LONGEST_ERROR = 2000;

  private final DayFacts facts;
  private final String namespace;
  private final OpenLineage lineage = new OpenLineage(PRODUCER);
  private final LineageFacets facets;

  LineageEvents(DayFacts facts, String namespace) {
    this.facts = facts;
    this.namespace = namespace;
    this.facets = new LineageFacets(lineage, facts);
  }

  /** A start and an end of every table that was delivered. */
  List<RunEvent> events() {
    List<RunEvent> events = new ArrayList<>();
    facts
        .summary()
        .tables()
        .forEach(
            (table, figures) -> {
              if (figures.published() || figures.delivered() > 0) {
                events.add(event(table, figures, EventType.START));
                events.add(
                    event(
                        table, figures, figures.published() ? EventType.COMPLETE : EventType.FAIL));
              }
            });
    return events;
  }

  private RunEvent event(String table, Summary.Table figures, EventType type) {
    boolean start = type == EventType.START;
    Instant written = facts.summary().written();
    Instant began = facts.mergeBegan().orElse(written);
    Instant time = start ? began : facts.mergeEnded().filter(began::isBefore).orElse(written);
    Optional<TableMetadata> metadata = Optional.ofNullable(facts.metadata().get(table));
    return lineage
        .newRunEventBuilder()
        .eventTime(at(time))
        .eventType(type)
        .run(run(table, type))
        .job(job(table))
        .inputs(List.of(facets.delivery(table, figures, start ? Optional.empty() : metadata)))
        .outputs(List.of(facets.csv(table, figures, start ? Optional.empty() : metadata)))
        .build();
  }

  private OpenLineage.Run run(String table, EventType type) {
    Summary summary = facts.summary();
    String made = summary.fingerprints().getOrDefault(table, summary.runId());
    String name = summary.partner() + "/" + summary.date() + "/" + table + "/" + made;
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    OpenLineage.RunFacetsBuilder run =
        lineage
            .newRunFacetsBuilder()
            .nominalTime(
                lineage.newNominalTimeRunFacet(
                    at(midnight(summary.date())), at(midnight(summary.date().plusDays(1)))));
    if (type == EventType.FAIL) {
      run.errorMessage(lineage.newErrorMessageRunFacet(error(table), "Java", null));
    }
    return lineage.newRun(id, run.build());
  }

  /** What the summary says of the table, gravest first. */
  private String error(String table) {
    String all =
        String.join(
            "; ",
            facts.summary().findings().stream()
                .filter(finding -> finding.severity().compareTo(Severity.ERROR) >= 0)
                .filter(finding -> finding.table().filter(table::equals).isPresent())
                .map(Finding::message)
                .toList());
    String error = all.isEmpty() ? "not published" : all;
    return error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error;
  }

  private OpenLineage.Job job(String table) {
    return lineage.newJob(
        namespace,
        facts.partner().partner() + ".merge." + table,
        lineage
            .newJobFacetsBuilder()
            .jobType(lineage.newJobTypeJobFacet("BATCH", "TRIBUTARY", "TASK", null))
            .build());
  }

  private Instant midnight(LocalDate date) {
    return date.atStartOfDay(facts.partner().timezone()).toInstant();
  }

  private static ZonedDateTime at(Instant instant) {
    return instant.atZone(ZoneOffset.UTC);
  }
}
