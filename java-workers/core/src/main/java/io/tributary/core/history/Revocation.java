package io.tributary.core.history;

import java.time.Instant;

/**
 * {@code history/revoked/{id}.json}: an acceptance of the same id no longer holds. Days that were
 * frozen in between keep what they knew.
 *
 * @param version of this document's format
 * @param reason for people
 * @param by whom
 * @param at when it was revoked
 */
public record Revocation(int version, String reason, String by, Instant at) {
  /** The present format. */
  public static final int VERSION = 1;
}
