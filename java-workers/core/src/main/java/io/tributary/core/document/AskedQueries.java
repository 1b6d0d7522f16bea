package io.tributary.core.document;

import java.util.Map;
import java.util.TreeMap;

/**
 * {@code merged/{table}/_asked.json}: queries of the contract that a worker is being asked, or was
 * when it ended. What a run leaves behind when it is killed, for the next one; a publication of the
 * table removes it.
 *
 * @param version of this document's format
 * @param table name
 * @param fingerprint of everything that decides what the table is published with
 * @param unanswered by the rules' identities
 */
public record AskedQueries(
    int version, String table, String fingerprint, Map<String, Asked> unanswered) {
  /** The present format. */
  public static final int VERSION = 1;

  /**
   * A query without an answer.
   *
   * @param times that it was asked
   * @param heapBytes that the worker could have used at the last time
   */
  public record Asked(int times, long heapBytes) {}

  public AskedQueries {
    unanswered = new TreeMap<>(unanswered);
  }
}
