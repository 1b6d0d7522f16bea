package io.tributary.telemetry;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a day when its summary is written.
 *
 * @param partner whose day
 * @param layout where it lies
 * @param summary the day in numbers
 * @param sources the frozen list
 * @param metadata of the tables that are published for this delivery, by name
 * @param mergeBegan when the first attempt to merge began, of the run that the summary tells of
 * @param mergeEnded when the last one ended
 */
public record DayFacts(
    PartnerSpec partner,
    DayLayout layout,
    Summary summary,
    Optional<SourceList> sources,
    Map<String, TableMetadata> metadata,
    Optional<Instant> mergeBegan,
    Optional<Instant> mergeEnded) {
  public DayFacts {
    metadata = new TreeMap<>(metadata);
  }
}
