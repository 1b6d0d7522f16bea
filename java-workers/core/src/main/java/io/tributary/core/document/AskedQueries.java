package io.tributary.core.document;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code merged/{table}/_asked.json}: queries of the contract that a worker is being asked, or was
 * when it ended. What a run leaves behind when it is killed, for the next one. A publication of the
 * table removes it, unless it was made without asking one of them: that stays, for the next run.
 *
 * @param version of this document's format
 * @param table name
 * @param fingerprint of everything that decides what the table is published with
 * @param unanswered by the rules' identities
 */
public record AskedQueries(
    int version, String table, String fingerprint, Map<String, Asked> unanswered) {
  /** The present format. */
  public static final int VERSION = 2;

  /**
   * A query without an answer.
   *
   * @param askings that it did not answer, oldest first
   * @param heapBytes that the worker could have used at the last time
   * @param passedOver whether a run went on without asking it
   */
  public record Asked(List<Asking> askings, long heapBytes, boolean passedOver) {
    public Asked {
      askings = List.copyOf(askings);
    }
  }

  /**
   * Who asked: an attempt, as its run record names it.
   *
   * @param runId the run
   * @param index of the mapped instance
   * @param attempt from 1
   * @param lost whether the attempt lived on to say that the query ended its executors
   */
  public record Asking(String runId, int index, int attempt, boolean lost) {}

  public AskedQueries {
    unanswered = new TreeMap<>(unanswered);
  }
}
