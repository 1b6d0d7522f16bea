package io.tributary.cli.plan;

/**
 * Requests to the storage as S3 counts them. Deletions are free.
 *
 * @param writes PUT, POST and LIST
 * @param reads GET and HEAD
 */
record StorageRequests(long writes, long reads) {
  StorageRequests plus(StorageRequests other) {
    return new StorageRequests(writes + other.writes, reads + other.reads);
  }
}
