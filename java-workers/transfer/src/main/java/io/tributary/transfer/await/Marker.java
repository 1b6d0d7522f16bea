package io.tributary.transfer.await;

import io.tributary.core.error.DataException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file that ends a delivery says: nothing, or one archive a line, as {@code name}, {@code
 * name size} or the output of {@code sha256sum}. A line that is none of these makes the marker
 * unusable: guessing could lose an archive in silence.
 *
 * @param lines by archive name, in the order of the file; empty: it lists nothing
 */
record Marker(Map<String, Line> lines) {
  private static final Pattern SHA256SUM = Pattern.compile("([0-9a-fA-F]{64}) [ *](.+)");
  private static final Pattern TAGGED = Pattern.compile("SHA256 ?\\((.+)\\) ?= ?([0-9a-fA-F]{64})");
  private static final Pattern SIZED = Pattern.compile("(.*\\S)[ \\t]+(\\d{1,18})");

  Marker {
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
  }

  /** A marker that only says that the delivery is complete. */
  static final Marker EMPTY = new Marker(Map.of());

  /** What it says of one archive. */
  record Line(Optional<Long> size, Optional<String> sha256) {}

  boolean lists() {
    return !lines.isEmpty();
  }

  /**
   * Reads a marker.
   *
   * @param from its address, for messages
   * @throws DataException when a line cannot be understood
   */
  static Marker parse(byte[] bytes, String from) {
    Map<String, Line> lines = new LinkedHashMap<>();
    int number = 0;
    for (String raw : text(bytes, from).split("\n", -1)) {
      number++;
      String line = raw.strip();
      if (!line.isEmpty()) {
        add(lines, line, "line " + number + " of " + from);
      }
    }
    return lines.isEmpty() ? EMPTY : new Marker(lines);
  }

  private static void add(Map<String, Line> lines, String line, String where) {
    Matcher sum = SHA256SUM.matcher(line);
    Matcher tagged = TAGGED.matcher(line);
    Matcher sized = SIZED.matcher(line);
    String name;
    Line parsed;
    if (sum.matches()) {
      name = sum.group(2);
      parsed = new Line(Optional.empty(), Optional.of(sum.group(1).toLowerCase(Locale.ROOT)));
    } else if (tagged.matches()) {
      name = tagged.group(1);
      parsed = new Line(Optional.empty(), Optional.of(tagged.group(2).toLowerCase(Locale.ROOT)));
    } else if (sized.matches()) {
      name = sized.group(1);
      parsed = new Line(Optional.of(Long.valueOf(sized.group(2))), Optional.empty());
    } else {
      name = line;
      parsed = new Line(Optional.empty(), Optional.empty());
    }
    String plain = name.startsWith("./") ? name.substring(2) : name;
    if (plain.isEmpty()
        || plain.equals(".")
        || plain.equals("..")
        || plain.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
      throw new DataException(
          where
              + " names no file of the delivery's directory: '"
              + shown(line)
              + "'; ask the partner to send the marker again");
    }
    Line before = lines.putIfAbsent(plain, parsed);
    if (before != null && !before.equals(parsed)) {
      throw new DataException(
          where
              + " says other things of '"
              + shown(plain)
              + "' than a line before it; ask the partner to send the marker again");
    }
  }

  private static String text(byte[] bytes, String from) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new DataException(
          from + " is not UTF-8 text; ask the partner to send the marker again", e);
    }
  }

  /** Short and without control characters: it comes from outside. */
  private static String shown(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 120 ? plain.substring(0, 120) + "…" : plain;
  }
}
