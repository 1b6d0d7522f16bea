package io.tributary.core.document;

/**
 * {@code _SUCCESS}: says that a table is published, and exactly what was. It is the last object to
 * come and the first to go: a reader that finds it equal before and after reading has read one
 * complete publication.
 *
 * @param version of this document's format
 * @param table name
 * @param rows of the CSV, its header not counted
 * @param bytes of the CSV
 * @param crc32c of the CSV, combined from the parts, eight hexadecimal digits
 * @param sha256OfParts SHA-256 over the parts' SHA-256s, in hexadecimal
 * @param parts that the CSV was assembled of
 * @param inputs the delivery's share of it: {@link TableInputs} of the archives that were merged
 * @param fingerprint of everything that decides the bytes: inputs, settings, columns, versions
 * @param etag of the CSV object
 * @param metadataSha256 of {@code table_metadata.json}
 * @param quarantinedRows in {@code quarantine/{table}.csv}; 0: there is no such file
 * @param quarantineBytes of the quarantine file
 * @param quarantineCrc32c as {@code crc32c}, of the quarantine file; empty without one
 * @param quarantineSha256OfParts as {@code sha256OfParts}, of the quarantine file; empty without
 *     one
 * @param lineageSha256 of {@code _lineage.jsonl.gz}
 */
public record PublicationMarker(
    int version,
    String table,
    long rows,
    long bytes,
    String crc32c,
    String sha256OfParts,
    int parts,
    String inputs,
    String fingerprint,
    String etag,
    String metadataSha256,
    long quarantinedRows,
    long quarantineBytes,
    String quarantineCrc32c,
    String quarantineSha256OfParts,
    String lineageSha256) {
  /** The present format. */
  public static final int VERSION = 1;
}
