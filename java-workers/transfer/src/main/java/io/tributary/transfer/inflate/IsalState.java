package io.tributary.transfer.inflate;

/**
 * Where things lie in ISA-L's {@code struct inflate_state} ({@code igzip_lib.h}), which has been
 * the same from version 2.30 (2020) to 2.32, on machines with pointers of 64 bits. {@link
 * IsalProof} shows at run time that it is so.
 */
final class IsalState {
  static final int NEXT_OUT = 0;
  static final int AVAIL_OUT = 8;
  static final int NEXT_IN = 16;
  static final int AVAIL_IN = 32;

  /** Bits of the input that were taken in advance; since 2.31.1 none are left at the end. */
  static final int TAKEN_BITS = 36;

  private static final int FRONT = 40;

  /** {@code inflate_huff_code_large}: 2^12 entries of 4 bytes, and 1,264 of 2. */
  private static final int LITERAL_CODE = (1 << 12) * 4 + 1_264 * 2;

  /** {@code inflate_huff_code_small}: 2^10 entries, and 80, of 2 bytes. */
  private static final int DISTANCE_CODE = (1 << 10) * 2 + 80 * 2;

  static final int BLOCK_STATE = FRONT + LITERAL_CODE + DISTANCE_CODE;

  /** {@code ISAL_BLOCK_FINISH}, a value of {@link #BLOCK_STATE}. */
  static final int FINISHED = 5;

  /** 13 of 4 bytes and two of 2, the block state first. */
  private static final int FIELDS = 13 * 4 + 2 * 2;

  private static final int HEADER_BUFFER = 328;
  private static final int HISTORY_BUFFER = 2 * 32 * 1024 + 288;

  /** Bytes of the whole. */
  static final int SIZE = BLOCK_STATE + FIELDS + HEADER_BUFFER + HISTORY_BUFFER;

  private IsalState() {}
}
