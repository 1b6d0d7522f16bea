package io.tributary.merge.check;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression that the whole value has to match. Some expressions take ages or the whole
 * stack on some values, so steps and lengths are bounded, and beyond them the test throws. The
 * bounds are counts and no times: the same value has the same outcome on every machine.
 */
final class PatternTest implements ValueEvaluator {
  /**
   * Characters of a value for a pattern that repeats a group: matching goes a few calls deeper with
   * each, and the stack ends somewhere.
   */
  static final int LONGEST_IN_GROUPS = 500;

  /** Characters of a value for any other pattern. */
  static final int LONGEST = 50_000;

  /** Looks at characters; what is not pathological looks a few times at each. */
  static final int STEPS = 200_000;

  private static final Pattern REPEATED_GROUP = Pattern.compile("\\)[*+{]");

  private final Matcher matcher;
  private final int longest;
  private final Text text = new Text();

  PatternTest(String pattern) {
    this.matcher = Pattern.compile(pattern).matcher("");
    this.longest = REPEATED_GROUP.matcher(pattern).find() ? LONGEST_IN_GROUPS : LONGEST;
  }

  @Override
  public boolean passes(byte[] bytes, int from, int to) {
    text.look(bytes, from, to);
    if (text.length() > longest) {
      throw new TestFailure(
          "a value of "
              + text.length()
              + " characters is too long for the pattern, which takes "
              + longest);
    }
    try {
      return matcher.reset(text).matches();
    } catch (StackOverflowError e) {
      throw new TestFailure(
          "the pattern goes too deep on a value of " + text.length() + " characters");
    }
  }

  /** A value as characters, which counts how often it is looked at. */
  private static final class Text implements CharSequence {
    private byte[] bytes;
    private int from;
    private int length;
    private String decoded;
    private int steps;

    void look(byte[] itsBytes, int itsFrom, int itsTo) {
      bytes = itsBytes;
      from = itsFrom;
      length = itsTo - itsFrom;
      decoded = null;
      steps = 0;
      for (int at = itsFrom; at < itsTo; at++) {
        if (bytes[at] < 0) {
          decoded = new String(bytes, from, length, StandardCharsets.UTF_8);
          length = decoded.length();
          return;
        }
      }
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public char charAt(int index) {
      steps++;
      if (steps > STEPS) {
        throw new TestFailure(
            "the pattern takes more than "
                + STEPS
                + " steps on a value of "
                + length
                + " characters");
      }
      return decoded != null ? decoded.charAt(index) : (char) bytes[from + index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return toString().substring(start, end);
    }

    @Override
    public String toString() {
      return decoded != null ? decoded : new String(bytes, from, length, StandardCharsets.US_ASCII);
    }
  }
}
