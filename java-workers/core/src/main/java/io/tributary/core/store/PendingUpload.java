package io.tributary.core.store;

import java.time.Instant;

/**
 * A multipart upload that was neither completed nor given up.
 *
 * @param upload to complete or to abort
 * @param begun when, by the store's clock; the local store says when it was last touched
 */
public record PendingUpload(MultipartUpload upload, Instant begun) {}
