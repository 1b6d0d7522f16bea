package io.tributary.merge.plan;

import io.tributary.core.document.TableMetadata.Origin;

/**
 * A column of the product.
 *
 * @param name as written
 * @param key the name in normal form
 * @param origin where its place comes from
 */
public record ProductColumn(String name, String key, Origin origin) {}
