package io.tributary.report.page;

/**
 * HTML that is being written. Text goes in escaped; markup is what this class and its callers write
 * literally, so that no delivered name or value ever is markup.
 */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Markup as it is: for literals only. */
  Html markup(String literal) {
    out.append(literal);
    return this;
  }

  /** A value, escaped. */
  Html text(String value) {
    out.append(escape(value));
    return this;
  }

  /** An element around a value. */
  Html element(String start, String value, String end) {
    return markup(start).text(value).markup(end);
  }

  /** A value as text or as a quoted attribute can hold it. Control characters become visible. */
  static String escape(String value) {
    StringBuilder safe = new StringBuilder(value.length() + 16);
    value
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\r', '\t' -> safe.append(' ');
                default -> {
                  boolean hidden =
                      Character.isISOControl(c)
                          || Character.getType(c) == Character.FORMAT
                          || Character.getType(c) == Character.SURROGATE;
                  safe.appendCodePoint(hidden ? '\ufffd' : c);
                }
              }
            });
    return safe.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
