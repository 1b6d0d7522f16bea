package io.tributary.alert;

import java.util.regex.Pattern;

/** Text of the partner's, made fit for messages: one line, no control characters, not endless. */
final class PlainText {
  /** The most characters of a value in a message. */
  static final int SENTENCE = 1000;

  /** Also what turns the direction of the text after it. */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069]+");

  private PlainText() {}

  /** The text on one line; what is cut ends with an ellipsis. */
  static String line(String text, int longest) {
    String plain = UNFIT.matcher(text).replaceAll(" ").strip();
    if (plain.codePointCount(0, plain.length()) <= longest) {
      return plain;
    }
    return plain.substring(0, plain.offsetByCodePoints(0, longest - 1)) + "…";
  }
}
