package io.tributary.transfer.source;

import io.tributary.core.error.ConfigurationException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of one day's directory at a source: {@code sftp://user@host:port/path}, {@code
 * s3://bucket/prefix}, {@code file:///directory}. Characters of the path stand for themselves.
 *
 * @param scheme in lower case
 * @param user of an SFTP server
 * @param host or bucket; empty for local directories
 * @param port if it is not the usual one
 * @param path beginning with a slash, not ending with one unless it is the root
 */
public record SourceAddress(
    String scheme, Optional<String> user, String host, OptionalInt port, String path) {
  private static final Pattern DATE = Pattern.compile("\\{date(?::([^{}]+))?\\}");
  private static final Pattern PARTS =
      Pattern.compile(
          "([a-z][a-z0-9+.-]*)://(?:([^@/]*)@)?(\\[[^\\]/]+\\]|[^/:@\\[\\]]*)(?::(\\d{1,5}))?(/.*)?");

  /**
   * The address of a day.
   *
   * @param uri with {@code {date}} (ISO) or {@code {date:pattern}} where the day goes
   */
  public static SourceAddress of(String uri, LocalDate date) {
    String text = expand(uri, date);
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new ConfigurationException(
          "source.uri '"
              + uri
              + "' is no address: write sftp://user@host:22/path/{date},"
              + " s3://bucket/prefix/{date} or file:///directory/{date}");
    }
    String host = parts.group(3);
    return new SourceAddress(
        parts.group(1),
        Optional.ofNullable(parts.group(2)),
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        parts.group(4) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(parts.group(4))),
        normal(uri, parts.group(5) == null ? "" : parts.group(5)));
  }

  private static String expand(String uri, LocalDate date) {
    return DATE.matcher(uri)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) == null
                        ? date.toString()
                        : DateTimeFormatter.ofPattern(match.group(1)).format(date)));
  }

  private static String normal(String uri, String path) {
    StringBuilder normal = new StringBuilder();
    for (String folder : path.split("/", -1)) {
      if (folder.equals(".") || folder.equals("..")) {
        throw new ConfigurationException(
            "source.uri '" + uri + "' has a '" + folder + "' folder: write the path without it");
      }
      if (!folder.isEmpty()) {
        normal.append('/').append(folder);
      }
    }
    return normal.isEmpty() ? "/" : normal.toString();
  }

  /** The path of a file right in the directory. */
  String file(String name) {
    return (path.equals("/") ? "/" : path + "/") + Entries.plain(name);
  }

  @Override
  public String toString() {
    boolean v6 = host.indexOf(':') >= 0;
    return scheme
        + "://"
        + user.map(name -> name + "@").orElse("")
        + (v6 ? "[" + host + "]" : host)
        + (port.isPresent() ? ":" + port.getAsInt() : "")
        + path;
  }
}
