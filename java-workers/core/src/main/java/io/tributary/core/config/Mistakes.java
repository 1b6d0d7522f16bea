package io.tributary.core.config;

import io.tributary.core.error.ConfigurationException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** All that is wrong with one file, so that it is mended in one go. */
public final class Mistakes {
  private final Path file;
  private final Set<Mistake> found = new LinkedHashSet<>();

  /** None yet, of a file that messages name. */
  public Mistakes(Path file) {
    this.file = file;
  }

  /**
   * Notes a mistake.
   *
   * @param line from 1
   * @param key where in the file, such as {@code source.uri}; may be empty
   * @param message what is wrong; what would be right
   */
  public void add(int line, String key, String message) {
    // One line each, whatever a key is made of.
    found.add(new Mistake(line, key.replaceAll("\\p{Cntrl}", "?"), message));
  }

  /** Whether there is a mistake. */
  public boolean any() {
    return !found.isEmpty();
  }

  /** Throws all mistakes as one exception, in the order of their lines, if there are any. */
  public void refuse() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(
          found.stream()
              .sorted(Comparator.comparingInt(Mistake::line))
              .map(mistake -> mistake.in(file))
              .collect(Collectors.joining("\n")));
    }
  }

  private record Mistake(int line, String key, String message) {
    String in(Path file) {
      return file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
  }
}
