package io.tributary.transfer.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.document.RefusalReason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.HexFormat;

/** Names of tar entries: how their bytes are read, and which of them are refused. */
final class EntryName {
  /** Begins what stands for a byte that is no UTF-8. */
  private static final char REPLACEMENT = '\ufffd';

  /** Bytes of that in UTF-8: three, and two digits. */
  private static final int ESCAPED = 5;

  private EntryName() {}

  /**
   * UTF-8, as all present writers use. A byte that is none becomes {@code �} and its two
   * hexadecimal digits, and so do the bytes of a {@code �} in the name itself: different bytes stay
   * different names.
   */
  static String decode(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result;
    do {
      result = decoder.decode(in, out, true);
      append(escaped, out.flip());
      out.clear();
      for (int i = 0; result.isError() && i < result.length(); i++) {
        escape(escaped, in.get());
      }
    } while (result.isError());
    return escaped.toString();
  }

  /** How many bytes a decoded name had. */
  static int length(String name) {
    int length = name.getBytes(UTF_8).length;
    for (int i = 0; i < name.length(); i++) {
      length -= name.charAt(i) == REPLACEMENT ? ESCAPED - 1 : 0;
    }
    return length;
  }

  private static void append(StringBuilder to, CharBuffer text) {
    while (text.hasRemaining()) {
      char c = text.get();
      if (c == REPLACEMENT) {
        for (byte b : String.valueOf(c).getBytes(UTF_8)) {
          escape(to, b);
        }
      } else {
        to.append(c);
      }
    }
  }

  private static void escape(StringBuilder to, byte b) {
    to.append(REPLACEMENT).append(HexFormat.of().toHexDigits(b));
  }

  /**
   * The name as it is recorded: without {@code ./} in front.
   *
   * @throws RefusedException when it is empty, absolute, climbs, or holds a backslash or NUL
   */
  static String checked(String name, boolean directory) {
    String reason = null;
    if (name.isEmpty()) {
      reason = "an entry has no name";
    } else if (name.indexOf('\0') >= 0) {
      reason = "a name holds a NUL";
    } else if (name.indexOf('\\') >= 0) {
      reason = "a name holds a backslash: " + shown(name);
    } else if (name.startsWith("/") || isDrive(name)) {
      reason = "a name is absolute: " + shown(name);
    } else if (climbs(name)) {
      reason = "a name leaves its folder: " + shown(name);
    }
    if (reason != null) {
      throw new RefusedException(RefusalReason.UNSAFE_NAME, reason);
    }
    String stripped = name;
    while (stripped.startsWith("./")) {
      stripped = stripped.substring(2);
    }
    if (!directory && (stripped.isEmpty() || stripped.equals("."))) {
      throw new RefusedException(RefusalReason.UNSAFE_NAME, "a file is named " + shown(name));
    }
    return stripped;
  }

  /** At most 200 characters of a name, without control characters: fit for logs and documents. */
  static String shown(String name) {
    String cut = name.length() > 200 ? name.substring(0, 200) + "…" : name;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  private static boolean isDrive(String name) {
    return name.length() > 1 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0));
  }

  private static boolean climbs(String name) {
    if (!name.contains("..")) {
      return false;
    }
    for (String segment : name.split("/", -1)) {
      if (segment.equals("..")) {
        return true;
      }
    }
    return false;
  }
}
