package io.tributary.merge.spark;

import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The stores of an executor's tasks: one for each scheme, open as long as the process lives. */
final class TaskStores {
  private static final ConcurrentMap<String, ObjectStore> OPEN = new ConcurrentHashMap<>();

  private TaskStores() {}

  static ObjectStore of(Location root) {
    return OPEN.computeIfAbsent(root.scheme(), unused -> ObjectStores.open(root));
  }
}
