package io.tributary.core.store;

import java.time.Instant;

/**
 * What a store knows of an object.
 *
 * @param location where it is
 * @param size bytes
 * @param etag the store's version mark of these bytes, without quotes; changes when they change
 * @param modified when it was written, by the store's clock
 */
public record ObjectInfo(Location location, long size, String etag, Instant modified) {}
