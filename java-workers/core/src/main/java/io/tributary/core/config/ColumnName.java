package io.tributary.core.config;

import java.util.Locale;

/** How names of columns are compared: partners write one column in several ways. */
public final class ColumnName {
  private ColumnName() {}

  /**
   * The form in which two spellings of one column are equal: without white space around it, in
   * lower case, each run of white space in it as one underscore. White space is what Unicode says,
   * no-break and ideographic spaces included. Blank names give the empty text.
   */
  public static String normalise(String name) {
    StringBuilder normal = new StringBuilder(name.length());
    boolean space = false;
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        space = true;
        continue;
      }
      if (space && normal.length() > 0) {
        normal.append('_');
      }
      space = false;
      normal.appendCodePoint(c);
    }
    return normal.toString().toLowerCase(Locale.ROOT);
  }
}
