package io.tributary.quality;

import io.tributary.core.document.TableMetadata;

/**
 * What the rules say of a table.
 *
 * @param quality verdict and findings, as {@code table_metadata.json} keeps them
 * @param hold whether it must not be published, which no severity says by itself
 */
public record Judgement(TableMetadata.Quality quality, boolean hold) {}
