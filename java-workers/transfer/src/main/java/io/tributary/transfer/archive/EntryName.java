package io.tributary.transfer.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.document.RefusalReason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Names of tar entries: how their bytes are read, and which of them are refused. */
final class EntryName {
  /** What stands for invalid bytes, unless it was delivered. */
  private static final char REPLACEMENT = '\ufffd';

  private EntryName() {}

  /**
   * UTF-8, as all present writers use; else one character a byte, so that different bytes stay
   * different names.
   */
  static String decode(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, ISO_8859_1);
    }
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
