package io.tributary.core.store;

import java.io.Serializable;

/**
 * One part of a multipart upload.
 *
 * @param number from 1 to 10,000; the object is made of the parts in ascending order
 * @param etag the store's mark of the part's bytes
 * @param size bytes; at least 5 MiB except for the last part
 */
public record UploadedPart(int number, String etag, long size) implements Serializable {}
