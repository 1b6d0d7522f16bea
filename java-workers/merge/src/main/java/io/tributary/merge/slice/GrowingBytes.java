package io.tributary.merge.slice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes appended to one array that grows as needed and is kept when it is emptied. */
public final class GrowingBytes {
  private byte[] bytes;
  private int size;

  /** An empty one. */
  public GrowingBytes(int capacity) {
    bytes = new byte[Math.max(64, capacity)];
  }

  /** Makes room for so many more bytes, which may then be put one by one without a check. */
  void reserve(int more) {
    long needed = (long) size + more;
    if (needed > bytes.length) {
      long grown = Math.max(needed, bytes.length + (bytes.length >> 1));
      bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.min(grown, Integer.MAX_VALUE - 16)));
    }
  }

  /** Puts a byte for which room was reserved. */
  void put(byte b) {
    bytes[size] = b;
    size++;
  }

  /** Puts bytes for which room was reserved. */
  void put(byte[] from, int offset, int length) {
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** Adds bytes. */
  public void add(byte[] from, int offset, int length) {
    reserve(length);
    put(from, offset, length);
  }

  /** Adds a text in UTF-8. */
  public void add(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    add(encoded, 0, encoded.length);
  }

  /** Adds a byte. */
  public void add(byte b) {
    reserve(1);
    put(b);
  }

  /** Adds a number in as few bytes as it needs, seven bits each. */
  public void addNumber(long number) {
    reserve(10);
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    put((byte) rest);
  }

  /** The array, of which {@link #size} bytes count; another one after the next growth. */
  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** The bytes in an array of their own. */
  public byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  /** Leaves out all bytes before a place. */
  public void removeBefore(int place) {
    System.arraycopy(bytes, place, bytes, 0, size - place);
    size -= place;
  }

  /** Leaves out all bytes. */
  public void clear() {
    size = 0;
  }
}
