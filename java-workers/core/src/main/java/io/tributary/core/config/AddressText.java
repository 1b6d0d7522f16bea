package io.tributary.core.config;

import io.tributary.core.error.ConfigurationException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStoreProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parsers of addresses: of sources, of storage, of receivers of alerts. */
final class AddressText {
  private static final List<String> SOURCES = List.of("sftp", "s3", "file");
  private static final Pattern PARTS =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://(?:([^@/]*)@)?(\\[[0-9A-Fa-f:.]+\\]|[^/:@\\[\\]]*)"
              + "(?::([^/]*))?(/.*)?");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}|[{}]");
  private static final String EXAMPLE =
      "write sftp://user@host:22/path/{date}, s3://bucket/prefix/{date} or file:///folder/{date}";

  private AddressText() {}

  /** The address of a source, with {@code {date}} or {@code {date:pattern}} where it changes. */
  static String source(String text) throws RefusedValue {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches() || text.chars().anyMatch(Character::isISOControl)) {
      throw new RefusedValue("is no address", EXAMPLE);
    }
    placeholders(text);
    String user = parts.group(2);
    String host = parts.group(3);
    String path = parts.group(5) == null ? "" : parts.group(5);
    if (user != null && user.indexOf(':') >= 0) {
      throw new RefusedValue(
          "has a password in it", "take it out and write password: ${NAME} or password-file");
    }
    switch (parts.group(1)) {
      case "sftp" -> sftp(user, host, parts.group(4));
      case "s3" -> bucket(user, host, parts.group(4));
      case "file" -> {
        if (user != null || !host.isEmpty() || parts.group(4) != null || path.isEmpty()) {
          throw new RefusedValue("is no local folder", "write file:///folder, with three slashes");
        }
      }
      default ->
          throw new RefusedValue(
              "has a scheme that no source serves", Spelling.advice(parts.group(1), SOURCES));
    }
    folders(path);
    return text;
  }

  /** The scheme of a source's address that has been found right. */
  static String scheme(String source) {
    return source.substring(0, source.indexOf(':'));
  }

  private static void sftp(String user, String host, String port) throws RefusedValue {
    if (user == null || user.isEmpty()) {
      throw new RefusedValue("names no user", "write sftp://user@host:22/path/{date}");
    }
    if (host.isEmpty()) {
      throw new RefusedValue("names no host", "write sftp://user@host:22/path/{date}");
    }
    if (port != null) {
      boolean number = port.matches("[0-9]{1,5}");
      if (!number || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
        throw new RefusedValue("has a wrong port", "write a number from 1 to 65535, such as 22");
      }
    }
  }

  private static void bucket(String user, String host, String port) throws RefusedValue {
    if (user != null || port != null) {
      throw new RefusedValue(
          "has more than a bucket before its path",
          "credentials and endpoint come from AWS_ACCESS_KEY_ID and AWS_ENDPOINT_URL_S3");
    }
    if (!host.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new RefusedValue("names no bucket", "write s3://bucket/prefix/{date}");
    }
  }

  private static void placeholders(String text) throws RefusedValue {
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      String inside = matcher.group(1);
      boolean form = inside != null && inside.startsWith("date:");
      if (inside == null || (!form && !inside.equals("date"))) {
        throw new RefusedValue(
            "has braces that are no date", "write {date}, or {date:yyyyMMdd} for another form");
      }
      if (form) {
        TimeText.dateFormat(inside.substring("date:".length()));
      }
    }
  }

  private static void folders(String path) throws RefusedValue {
    for (String folder : path.split("/", -1)) {
      if (folder.equals(".") || folder.equals("..")) {
        throw new RefusedValue("has a '.' or '..' folder", "write the path without it");
      }
    }
  }

  /** The root of the storage. */
  static Location storage(String text) throws RefusedValue {
    Location location;
    try {
      location = Location.parse(text);
    } catch (ConfigurationException e) {
      throw new RefusedValue("is no storage", "write s3://bucket/prefix or file:///folder");
    }
    TreeSet<String> schemes = new TreeSet<>(List.of("s3", "file"));
    ServiceLoader.load(ObjectStoreProvider.class).forEach(store -> schemes.add(store.scheme()));
    if (!schemes.contains(location.scheme())) {
      throw new RefusedValue(
          "has a scheme that no storage serves", Spelling.advice(location.scheme(), schemes));
    }
    if (location.scheme().equals("s3")) {
      bucket(null, location.authority(), null);
    }
    return location;
  }

  static String webhook(String text) throws RefusedValue {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw new RefusedValue("is no web address", "write ${NAME} of one such as https://host/path");
    }
    throw new RefusedValue("is no web address", "write ${NAME} of one such as https://host/path");
  }
}
