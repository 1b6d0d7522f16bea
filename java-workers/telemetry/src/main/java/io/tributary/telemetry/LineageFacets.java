package io.tributary.telemetry;

import io.openlineage.client.OpenLineage;
import io.tributary.core.document.CheckCount;
import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A merge's input and output as OpenLineage datasets, with what is known of their quality. */
final class LineageFacets {
  private final OpenLineage lineage;
  private final DayFacts facts;

  LineageFacets(OpenLineage lineage, DayFacts facts) {
    this.lineage = lineage;
    this.facts = facts;
  }

  /** What the partner delivered; of a finished merge with what the rules said of it. */
  OpenLineage.InputDataset delivery(
      String table, Summary.Table figures, Optional<TableMetadata> metadata) {
    String address = facts.sources().map(SourceList::source).orElse(facts.partner().source().uri());
    DatasetName name = DatasetName.of(address);
    OpenLineage.InputDatasetInputFacetsBuilder input =
        lineage
            .newInputDatasetInputFacetsBuilder()
            .inputStatistics(
                lineage.newInputStatisticsInputDatasetFacet(
                    figures.delivered(),
                    null,
                    metadata.map(known -> known.counts().members()).orElse(figures.members())));
    metadata
        .map(this::assertions)
        .filter(all -> !all.isEmpty())
        .ifPresent(
            all -> input.dataQualityAssertions(lineage.newDataQualityAssertionsDatasetFacet(all)));
    return lineage.newInputDataset(
        name.namespace(),
        name.name(),
        lineage
            .newDatasetFacetsBuilder()
            .symlinks(symlink(facts.partner().partner() + ".delivery." + table))
            .build(),
        input.build());
  }

  /** The table's CSV; of a finished merge with its columns and figures. */
  OpenLineage.OutputDataset csv(
      String table, Summary.Table figures, Optional<TableMetadata> metadata) {
    DatasetName name = DatasetName.of(facts.layout().csv(table).toString());
    OpenLineage.DatasetFacetsBuilder dataset =
        lineage
            .newDatasetFacetsBuilder()
            .symlinks(symlink(facts.partner().partner() + "." + table));
    OpenLineage.OutputDatasetOutputFacetsBuilder output =
        lineage.newOutputDatasetOutputFacetsBuilder();
    if (metadata.isPresent() && figures.published()) {
      dataset
          .version(
              lineage.newDatasetVersionDatasetFacet(
                  facts.summary().fingerprints().getOrDefault(table, "unknown")))
          .schema(schema(metadata.get()))
          .dataQualityMetrics(metrics(metadata.get(), figures));
      output.outputStatistics(
          lineage.newOutputStatisticsOutputDatasetFacet(figures.merged(), figures.bytes(), 1L));
    }
    return lineage.newOutputDataset(name.namespace(), name.name(), dataset.build(), output.build());
  }

  /** The same name on every day, where the address has the date in it. */
  private OpenLineage.SymlinksDatasetFacet symlink(String name) {
    return lineage.newSymlinksDatasetFacet(
        List.of(lineage.newSymlinksDatasetFacetIdentifiers("tributary", name, "TABLE")));
  }

  private OpenLineage.SchemaDatasetFacet schema(TableMetadata metadata) {
    List<OpenLineage.SchemaDatasetFacetFields> fields = new ArrayList<>();
    for (TableMetadata.Column column : metadata.columns()) {
      fields.add(
          lineage
              .newSchemaDatasetFacetFieldsBuilder()
              .name(column.name())
              .type(type(column))
              .ordinal_position(fields.size() + 1L)
              .build());
    }
    return lineage.newSchemaDatasetFacet(fields);
  }

  /** How all values look, or text. */
  private static String type(TableMetadata.Column column) {
    return column.types().size() == 1 ? column.types().keySet().iterator().next() : "text";
  }

  private OpenLineage.DataQualityMetricsDatasetFacet metrics(
      TableMetadata metadata, Summary.Table figures) {
    OpenLineage.DataQualityMetricsDatasetFacetColumnMetricsBuilder columns =
        lineage.newDataQualityMetricsDatasetFacetColumnMetricsBuilder();
    for (TableMetadata.Column column : metadata.columns()) {
      OpenLineage.DataQualityMetricsDatasetFacetColumnMetricsAdditionalBuilder one =
          lineage
              .newDataQualityMetricsDatasetFacetColumnMetricsAdditionalBuilder()
              .nullCount(column.nulls());
      column.metrics().ifPresent(known -> measured(known, one));
      columns.put(column.name(), one.build());
    }
    return lineage
        .newDataQualityMetricsDatasetFacetBuilder()
        .rowCount(metadata.rows())
        .bytes(figures.bytes())
        .fileCount(1L)
        .columnMetrics(columns.build())
        .build();
  }

  private static void measured(
      ColumnMetrics known,
      OpenLineage.DataQualityMetricsDatasetFacetColumnMetricsAdditionalBuilder one) {
    one.distinctCount(known.distinct()).count((double) known.values());
    // The facet's least and greatest are numbers: of texts there are none.
    if (known.values() > 0 && known.numbers() == known.values()) {
      known.least().flatMap(LineageFacets::number).ifPresent(one::min);
      known.greatest().flatMap(LineageFacets::number).ifPresent(one::max);
    }
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Findings fail; checks of the contract without a violation succeed. */
  private List<OpenLineage.DataQualityAssertionsDatasetFacetAssertions> assertions(
      TableMetadata metadata) {
    List<OpenLineage.DataQualityAssertionsDatasetFacetAssertions> all = new ArrayList<>();
    for (Finding finding : metadata.quality().findings()) {
      all.add(
          lineage
              .newDataQualityAssertionsDatasetFacetAssertionsBuilder()
              .assertion(finding.rule())
              .success(finding.severity() == Severity.OK)
              .column(finding.column().orElse(null))
              .severity(finding.severity().name().toLowerCase(Locale.ROOT))
              .description(finding.message())
              .actual(finding.actual())
              .expected(finding.expected())
              .build());
    }
    for (CheckCount check : metadata.checks()) {
      if (check.violations() == 0) {
        all.add(
            lineage
                .newDataQualityAssertionsDatasetFacetAssertionsBuilder()
                .assertion(check.check())
                .success(true)
                .column(check.column().orElse(null))
                .build());
      }
    }
    return all;
  }
}
