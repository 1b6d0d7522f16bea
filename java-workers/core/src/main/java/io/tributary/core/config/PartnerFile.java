package io.tributary.core.config;

import io.tributary.core.error.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds and reads partner files. */
public final class PartnerFile {
  private PartnerFile() {}

  /**
   * Finds a partner's file.
   *
   * @param nameOrPath a partner's name, looked up in {@code folder}, or a file's path
   * @param folder where partner files lie
   * @throws ConfigurationException when there is no such file
   */
  public static Path find(String nameOrPath, Optional<Path> folder) {
    Path path = Path.of(nameOrPath);
    if (Files.isRegularFile(path)) {
      return path;
    }
    if (nameOrPath.contains("/") || nameOrPath.endsWith(".yaml")) {
      throw new ConfigurationException("there is no partner file " + path + "; check the path");
    }
    Path inFolder = folder.orElse(Path.of("dags/partners")).resolve(nameOrPath + ".yaml");
    if (Files.isRegularFile(inFolder)) {
      return inFolder;
    }
    throw new ConfigurationException(
        "no partner '"
            + nameOrPath
            + "': neither the file "
            + path
            + " nor "
            + inFolder
            + " exists; set --partners or TRIBUTARY_PARTNERS to the folder of the partner files");
  }

  /**
   * Reads a partner file.
   *
   * @param environment for {@code ${NAME}} references
   * @throws ConfigurationException that names file, line and key of every mistake, and what would
   *     be right, a line each
   */
  public static PartnerSpec read(Path file, Map<String, String> environment) {
    Mistakes mistakes = new Mistakes(file);
    Optional<PartnerSpec> read =
        YamlFile.read(file, environment, mistakes)
            .flatMap(YamlValue::mapping)
            .map(root -> PartnerReader.read(root, file));
    mistakes.refuse();
    return read.orElseThrow();
  }
}
