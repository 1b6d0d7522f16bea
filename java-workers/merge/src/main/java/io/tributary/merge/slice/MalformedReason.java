package io.tributary.merge.slice;

/** Why a record is in quarantine: the {@code reason} of the quarantine file. */
public enum MalformedReason {
  /** Fewer fields than its member's header. */
  TOO_FEW_FIELDS("too-few-fields"),
  /** More fields than its member's header. */
  TOO_MANY_FIELDS("too-many-fields"),
  /** A quote within an unquoted field, or something behind a closing quote. */
  STRAY_QUOTE("stray-quote"),
  /** The member ends within quotes. */
  UNTERMINATED_QUOTE("unterminated-quote"),
  /** Bytes that are none in the member's encoding. */
  INVALID_BYTES("invalid-bytes"),
  /** More bytes than {@code limits.record-bytes}. */
  TOO_LONG("too-long"),
  /** Equal to an earlier row, where the table quarantines such. */
  DUPLICATE_ROW("duplicate-row"),
  /** With an earlier row's key, where the table quarantines such. */
  KEY_COLLISION("key-collision");

  private final String code;

  MalformedReason(String code) {
    this.code = code;
  }

  /** As the quarantine file has it. */
  public String code() {
    return code;
  }
}
