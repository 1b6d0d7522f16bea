package io.tributary.core.store;

import java.io.Serializable;

/**
 * A multipart upload under way. Tasks in other processes continue it with this value alone.
 *
 * @param location the object that {@link ObjectStore#complete} will make
 * @param id the store's name for the upload
 */
public record MultipartUpload(Location location, String id) implements Serializable {}
