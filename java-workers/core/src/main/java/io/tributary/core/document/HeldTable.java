package io.tributary.core.document;

import java.util.List;

/**
 * {@code merged/{table}/_held.json}: a rule holds the table back. Its rows are not published, and
 * an earlier publication of the date stays in place; the next publication removes this document. A
 * pure function of what {@link TableMetadata} is made of.
 *
 * @param version of this document's format
 * @param table name
 * @param inputs the delivery's share of the fingerprint
 * @param fingerprint of everything that decided, as a publication's marker would have it
 * @param unanswered queries of the contract that could not be answered, by the rules' identities;
 *     the next run asks again
 * @param metadata what would have been published, with the findings that hold it back
 */
public record HeldTable(
    int version,
    String table,
    String inputs,
    String fingerprint,
    List<String> unanswered,
    TableMetadata metadata) {
  /** The present format. */
  public static final int VERSION = 1;

  public HeldTable {
    unanswered = List.copyOf(unanswered);
  }
}
