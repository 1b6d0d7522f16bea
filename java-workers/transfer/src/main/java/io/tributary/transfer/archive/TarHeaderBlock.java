package io.tributary.transfer.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.core.document.RefusalReason;

/** The 512 bytes in front of a tar entry, in any of the formats that are in use. */
final class TarHeaderBlock {
  static final int SIZE = 512;

  private static final int NAME_LENGTH = 100;
  private static final int SIZE_OFFSET = 124;
  private static final int NUMBER_LENGTH = 12;
  private static final int CHECKSUM_OFFSET = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int TYPE_OFFSET = 156;
  private static final int MAGIC_OFFSET = 257;
  private static final int PREFIX_OFFSET = 345;
  private static final int PREFIX_LENGTH = 155;
  private static final int STAR_PREFIX_LENGTH = 131;
  private static final int STAR_TIMES_OFFSET = PREFIX_OFFSET + STAR_PREFIX_LENGTH;
  private static final int STAR_MARK_OFFSET = 508;

  private final byte[] bytes;
  private final int offset;

  /** A view of the block; valid as long as the bytes stay where they are. */
  TarHeaderBlock(byte[] bytes, int offset) {
    this.bytes = bytes;
    this.offset = offset;
  }

  /** Whether the block is all zeros, as those that end a tar are. */
  boolean isZero() {
    int i = 0;
    while (i < SIZE && bytes[offset + i] == 0) {
      i++;
    }
    return i == SIZE;
  }

  /** Whether the checksum fits: as unsigned bytes, or as the signed ones of some old writers. */
  boolean checksumFits() {
    int unsigned = 0;
    int signed = 0;
    for (int i = 0; i < SIZE; i++) {
      boolean blank = i >= CHECKSUM_OFFSET && i < CHECKSUM_OFFSET + CHECKSUM_LENGTH;
      byte b = blank ? (byte) ' ' : bytes[offset + i];
      unsigned += b & 0xff;
      signed += b;
    }
    long recorded = octal(CHECKSUM_OFFSET, checksumLength());
    return recorded == unsigned || recorded == signed;
  }

  /** Up to the NUL: some writers leave what was there before behind it. */
  private int checksumLength() {
    int length = 1;
    while (length < CHECKSUM_LENGTH && bytes[offset + CHECKSUM_OFFSET + length] != 0) {
      length++;
    }
    return length;
  }

  /** The type flag. */
  char type() {
    return (char) (bytes[offset + TYPE_OFFSET] & 0xff);
  }

  /** The size field. */
  long size() {
    int first = bytes[offset + SIZE_OFFSET] & 0xff;
    long size = first >= 0x80 ? base256(first) : octal(SIZE_OFFSET, NUMBER_LENGTH);
    if (size < 0) {
      throw new RefusedException(
          RefusalReason.MALFORMED_TAR, "an entry's size is negative or not a number");
    }
    return size;
  }

  /** The name, with the prefix where the format has one. */
  String name() {
    String name = EntryName.decode(text(0, NAME_LENGTH));
    if (!magicIs("ustar\0")) {
      return name;
    }
    byte[] prefix = text(PREFIX_OFFSET, starTimes() ? STAR_PREFIX_LENGTH : PREFIX_LENGTH);
    return prefix.length == 0 ? name : EntryName.decode(prefix) + "/" + name;
  }

  /** Whether two times cut the prefix short: star's, with its mark or, as xustar, without. */
  private boolean starTimes() {
    return mark(STAR_MARK_OFFSET, "tar\0")
        || (bytes[offset + STAR_TIMES_OFFSET - 1] == 0
            && starTime(STAR_TIMES_OFFSET)
            && starTime(STAR_TIMES_OFFSET + NUMBER_LENGTH));
  }

  private boolean starTime(int at) {
    for (int i = 0; i < NUMBER_LENGTH - 1; i++) {
      byte b = bytes[offset + at + i];
      if (b < '0' || b > '7') {
        return false;
      }
    }
    return bytes[offset + at + NUMBER_LENGTH - 1] == ' ';
  }

  private boolean magicIs(String magic) {
    return mark(MAGIC_OFFSET, magic);
  }

  private boolean mark(int at, String mark) {
    return new String(bytes, offset + at, mark.length(), ISO_8859_1).equals(mark);
  }

  /** The bytes of a text field before the first NUL; more text after it would be a lie. */
  private byte[] text(int at, int length) {
    int end = 0;
    while (end < length && bytes[offset + at + end] != 0) {
      end++;
    }
    for (int i = end; i < length; i++) {
      if (bytes[offset + at + i] != 0) {
        throw new RefusedException(RefusalReason.UNSAFE_NAME, "a name holds a NUL");
      }
    }
    byte[] text = new byte[end];
    System.arraycopy(bytes, offset + at, text, 0, end);
    return text;
  }

  /** An octal number between spaces and NULs; nothing at all is 0; -1: not a number. */
  private long octal(int at, int length) {
    int i = offset + at;
    int end = i + length;
    while (i < end && (bytes[i] == ' ' || bytes[i] == 0)) {
      i++;
    }
    long value = 0;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '7') {
      value = (value << 3) | (bytes[i] - '0');
      i++;
    }
    while (i < end && (bytes[i] == ' ' || bytes[i] == 0)) {
      i++;
    }
    return i == end ? value : -1;
  }

  /** A big-endian number in the field's low bits; -1: negative or beyond 63 bits. */
  private long base256(int first) {
    if (first != 0x80) {
      return -1;
    }
    long value = 0;
    for (int i = 1; i < NUMBER_LENGTH; i++) {
      if (value >>> 55 != 0) {
        return -1;
      }
      value = (value << 8) | (bytes[offset + SIZE_OFFSET + i] & 0xff);
    }
    return value;
  }
}
