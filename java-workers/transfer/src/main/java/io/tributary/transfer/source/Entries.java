package io.tributary.transfer.source;

import io.tributary.core.store.NameOrder;
import java.util.Comparator;
import java.util.Optional;

/** Order and comparison of what is listed. */
final class Entries {
  static final Comparator<DeliverySource.Entry> BY_NAME =
      Comparator.comparing(DeliverySource.Entry::name, NameOrder.BYTES);

  private Entries() {}

  /** Refuses what would leave the directory. */
  static String plain(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("'" + name + "' is no name of a file in a directory");
    }
    return name;
  }

  /** Refuses a file that is not the one that was seen. */
  static void requireSame(
      String address, DeliverySource.Entry seen, Optional<DeliverySource.Entry> now) {
    if (now.isEmpty()) {
      throw ArchiveChangedException.vanished(address, seen.name());
    }
    if (!now.get().equals(seen)) {
      throw ArchiveChangedException.changed(address, seen, now.get());
    }
  }
}
