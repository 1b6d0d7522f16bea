package io.tributary.merge.measure;

import java.nio.charset.StandardCharsets;

/** Values as people see them: not too long, and no character cut in two. */
public final class ShownText {
  /** Bytes of UTF-8 that one unit of UTF-16 stands for, at most. */
  private static final int BYTES_OF_UNIT = 3;

  private ShownText() {}

  /**
   * The beginning of a value.
   *
   * @param units of UTF-16 at most
   */
  public static String of(byte[] bytes, int from, int to, int units) {
    int length = (int) Math.min(to - from, (long) BYTES_OF_UNIT * units);
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.length() <= units) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(units - 1)) ? units - 1 : units);
  }
}
