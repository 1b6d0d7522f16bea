package io.tributary.transfer.source;

import java.util.regex.Pattern;

/**
 * The glob of the archives' names: {@code *}, {@code ?}, {@code [abc]}, {@code [!abc]}, {@code
 * {one,two}}, and a backslash before a character that stands for itself. Unlike a path matcher of
 * the JDK it does not depend on the machine's locale.
 */
public final class NameGlob {
  private final Pattern pattern;

  public NameGlob(String glob) {
    this.pattern = Pattern.compile(regex(glob), Pattern.DOTALL);
  }

  /** Whether a name is one of those meant. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    boolean inBraces = false;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (c == '\\' && i + 1 < glob.length()) {
        regex.append(Pattern.quote(String.valueOf(glob.charAt(++i))));
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (close > 0) {
        regex.append(characters(glob.substring(i + 1, close)));
        i = close;
      } else if (c == '{' && glob.indexOf('}', i) > 0) {
        inBraces = true;
        regex.append("(?:");
      } else if (c == '}' && inBraces) {
        inBraces = false;
        regex.append(')');
      } else if (c == ',' && inBraces) {
        regex.append('|');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  private static String characters(String set) {
    boolean not = set.startsWith("!") || set.startsWith("^");
    String plain = (not ? set.substring(1) : set).replaceAll("([\\\\\\[\\]&^])", "\\\\$1");
    return (not ? "[^" : "[") + plain + "]";
  }
}
