package io.tributary.merge.slice;

/**
 * A record for quarantine.
 *
 * @param reason why: of {@link MalformedReason}, or a contract's rule
 * @param line of the member on which it begins, from 1
 * @param length bytes without the line end
 * @param sha256 of those bytes
 * @param bytes where its first bytes lie
 * @param offset of them
 * @param kept how many of them are there, at most {@link #KEPT}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record MalformedRecord(
    String reason, long line, long length, byte[] sha256, byte[] bytes, int offset, int kept) {
  /** Bytes of a record that quarantine shows. */
  static final int KEPT = 64 * 1024;
}
