package io.tributary.core.store;

import io.tributary.core.error.ConfigurationException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The place of an object or of a prefix of objects: {@code s3://bucket/key} or {@code
 * file:///directory/file}. Immutable; the text form has no trailing slash.
 *
 * @param scheme {@code s3} or {@code file}, or that of a store that a plug-in brings
 * @param authority the bucket; empty for files
 * @param path the key or absolute path without leading and trailing slash; may be empty
 */
public record Location(String scheme, String authority, String path) implements Serializable {
  public Location {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(authority, "authority");
    Objects.requireNonNull(path, "path");
  }

  /**
   * Reads the text form.
   *
   * @throws ConfigurationException when it is not {@code scheme://…}, or has empty, {@code .} or
   *     {@code ..} segments
   */
  public static Location parse(String text) {
    int colon = text.indexOf("://");
    String scheme = text.substring(0, Math.max(colon, 0));
    String rest = text.substring(colon < 0 ? 0 : colon + 3);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    boolean file = scheme.equals("file");
    if (scheme.isEmpty() || (file ? !authority.isEmpty() || slash < 0 : authority.isEmpty())) {
      throw new ConfigurationException(
          "'" + text + "' is not a location: write s3://bucket/prefix or file:///directory");
    }
    return new Location(scheme, authority, checked(strip(path)));
  }

  /** The location of a local path. */
  public static Location of(Path path) {
    return new Location("file", "", strip(path.toAbsolutePath().normalize().toString()));
  }

  /**
   * A place below this one.
   *
   * @throws ConfigurationException when it or a segment is empty, {@code .} or {@code ..}: nothing
   *     leaves its root
   */
  public Location child(String relative) {
    String below = checked(strip(relative));
    if (below.isEmpty()) {
      throw new ConfigurationException("a name below " + this + " is empty");
    }
    return new Location(scheme, authority, path.isEmpty() ? below : path + "/" + below);
  }

  /** The last segment of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of {@code other} relative to this place, which must contain it. */
  public String relativize(Location other) {
    String root = path.isEmpty() ? "" : path + "/";
    if (!scheme.equals(other.scheme)
        || !authority.equals(other.authority)
        || !other.path.startsWith(root)) {
      throw new IllegalArgumentException(other + " is not below " + this);
    }
    return other.path.substring(root.length());
  }

  /** The local path of a {@code file} location. */
  public Path toPath() {
    if (!scheme.equals("file")) {
      throw new IllegalStateException(this + " is not a local file");
    }
    return Path.of("/" + path);
  }

  @Override
  public String toString() {
    return scheme + "://" + authority + "/" + path;
  }

  private static String strip(String path) {
    int from = 0;
    int to = path.length();
    while (from < to && path.charAt(from) == '/') {
      from++;
    }
    while (to > from && path.charAt(to - 1) == '/') {
      to--;
    }
    return path.substring(from, to);
  }

  private static String checked(String path) {
    if (path.isEmpty()) {
      return path;
    }
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new ConfigurationException("'" + path + "' has an empty, '.' or '..' segment");
      }
    }
    return path;
  }
}
