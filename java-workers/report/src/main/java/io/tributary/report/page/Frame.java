package io.tributary.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The frame of every page: one style sheet, and, where there are charts, two scripts, all inside.
 * The content security policy lets exactly these scripts run, by their hashes, and nothing be
 * fetched from anywhere.
 */
final class Frame {
  private static final String STYLE = resource("page.css");

  /** Charts are drawn by Apache ECharts, Apache License 2.0; its notice is at its head. */
  private static final Script LIBRARY = new Script(resource("echarts.min.js"));

  private static final Script OWN = new Script(resource("page.js"));

  private final String title;

  Frame(String title) {
    this.title = title;
  }

  /** A page without a script. */
  String page(String body, String foot) {
    return page(body, foot, new Charts());
  }

  /**
   * A page.
   *
   * @param body markup
   * @param foot markup
   * @param charts of the places in the body that wait for them
   */
  String page(String body, String foot, Charts charts) {
    Html html = new Html();
    boolean scripts = !charts.isEmpty();
    html.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .markup("base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'")
        .markup(scripts ? "; script-src " + LIBRARY.source() + " " + OWN.source() : "")
        .markup("\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
        // Else a browser asks for /favicon.ico.
        .markup("<link rel=\"icon\" href=\"data:,\">\n")
        .element("<title>", title, "</title>\n")
        .markup("<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n")
        .markup(body)
        .markup("</main>\n<footer>\n" + foot + "\n</footer>\n");
    if (scripts) {
      html.markup("<script type=\"application/json\" id=\"charts\">")
          .markup(charts.json())
          .markup("</script>\n")
          .markup(LIBRARY.element())
          .markup(OWN.element());
    }
    return html.markup("</body>\n</html>\n").toString();
  }

  private static String resource(String name) {
    try (InputStream in = Frame.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar of this class lacks " + name);
      }
      // As a browser reads it: the hash is of that.
      return new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n").replace('\r', '\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script of ours, which must not end itself early. */
  private record Script(String code) {
    Script {
      if (code.contains("</script") || code.contains("<!--")) {
        throw new IllegalStateException("a script cannot stand in a page as it is");
      }
    }

    String element() {
      return "<script>" + code + "</script>\n";
    }

    String source() {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(code.getBytes(UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }
}
