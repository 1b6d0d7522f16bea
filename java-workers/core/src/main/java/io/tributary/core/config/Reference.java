package io.tributary.core.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All keys that a partner file can have, by block. */
final class Reference {
  private Reference() {}

  /** The keys of each block by its path; that of the whole file is empty. */
  static Map<String, List<Key<?>>> blocks() {
    Map<String, List<Key<?>>> blocks = new LinkedHashMap<>();
    add("", PartnerReader.keys(Path.of("/")), blocks);
    return blocks;
  }

  /** The block that a key belongs in, if there is just one. */
  static Optional<String> placeOf(String key) {
    List<String> places =
        blocks().entrySet().stream()
            .filter(block -> block.getValue().stream().anyMatch(k -> k.name().equals(key)))
            .map(block -> block.getKey().isEmpty() ? "the top level of the file" : block.getKey())
            .toList();
    return places.size() == 1 ? Optional.of(places.get(0)) : Optional.empty();
  }

  private static void add(String path, List<Key<?>> keys, Map<String, List<Key<?>>> blocks) {
    blocks.put(path, keys);
    for (Key<?> key : keys) {
      if (!key.kind().keys().isEmpty()) {
        String name = key.name().equals("tables") ? "tables.NAME" : key.name();
        add(path.isEmpty() ? name : path + "." + name, key.kind().keys(), blocks);
      }
    }
  }
}
