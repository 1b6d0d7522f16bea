package io.tributary.core.config;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Parsers of what makes a CSV dialect. */
final class CsvText {
  /** What partners use; suggested before the more than hundred others that Java knows. */
  private static final List<String> COMMON =
      List.of("utf-8", "utf-16", "euc-kr", "ms949", "windows-1252", "iso-8859-1", "shift_jis");

  private CsvText() {}

  static char delimiter(String text) throws RefusedValue {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "tab", "\\t" -> '\t';
      default -> character(text, "write one ASCII character such as \",\", \";\", \"|\", or tab");
    };
  }

  static char quote(String text) throws RefusedValue {
    if (text.equalsIgnoreCase("none")) {
      return CsvDialect.NO_QUOTE;
    }
    return character(text, "write one ASCII character such as '\"', or none");
  }

  private static char character(String text, String right) throws RefusedValue {
    char c = text.length() == 1 ? text.charAt(0) : 0;
    // Letters and digits are data wherever they stand; line ends end records.
    if (c == 0 || c > 126 || c == '\r' || c == '\n' || Character.isLetterOrDigit(c)) {
      throw new RefusedValue("cannot separate or quote fields", right);
    }
    return c;
  }

  /** The canonical name of a character set that members can be read in, in lower case. */
  static String encoding(String text) throws RefusedValue {
    try {
      Charset charset = Charset.forName(text);
      // Java has decoders that guess; what they read depends on what was read before.
      if (charset.canEncode()) {
        return charset.name().toLowerCase(Locale.ROOT);
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw unknown(text);
    }
    throw unknown(text);
  }

  private static RefusedValue unknown(String text) {
    TreeSet<String> all = new TreeSet<>(COMMON);
    Charset.availableCharsets().keySet().forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    String advice =
        Spelling.nearest(text, COMMON)
            .or(() -> Spelling.nearest(text, all))
            .map(near -> "did you mean " + near + "?")
            .orElse("write one such as " + String.join(", ", COMMON));
    return new RefusedValue("is no encoding that can be read", advice);
  }
}
