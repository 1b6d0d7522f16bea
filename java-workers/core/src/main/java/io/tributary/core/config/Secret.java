package io.tributary.core.config;

import io.tributary.core.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A value that appears in no log, message or document: only {@link #reveal} gives it. */
public final class Secret {
  private final Supplier<String> value;

  public Secret(String value) {
    this(() -> value);
  }

  private Secret(Supplier<String> value) {
    this.value = value;
  }

  /**
   * A secret that a file holds. The file is read when the secret is needed: commands that do not
   * need it run without the file.
   */
  public static Secret inFile(Path file) {
    return new Secret(() -> content(file));
  }

  /**
   * The value itself, for the library that needs it.
   *
   * @throws ConfigurationException when it is in a file that cannot be read
   */
  public String reveal() {
    return value.get();
  }

  @Override
  public String toString() {
    return "***";
  }

  private static String content(Path file) {
    try {
      // Editors and mounted secrets end the file with a newline that is not part of the secret.
      return Files.readString(file).replaceFirst("\\R\\z", "");
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot read the secret in " + file + "; check path and rights", e);
    }
  }
}
