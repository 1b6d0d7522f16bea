package io.tributary.report.page;

import io.tributary.core.document.Severity;
import java.util.Locale;

/** A severity as it is shown: always a shape and a word, never a colour alone. */
final class Badge {
  private Badge() {}

  static void write(Html html, Severity severity) {
    html.markup("<span class=\"badge ")
        .text(word(severity))
        .element("\"><span aria-hidden=\"true\">", glyph(severity), "</span> ")
        .element("", word(severity), "</span>");
  }

  static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  static String glyph(Severity severity) {
    return switch (severity) {
      case OK -> "✓";
      case WARN -> "!";
      case ERROR -> "✕";
      case CRITICAL -> "‼";
    };
  }
}
