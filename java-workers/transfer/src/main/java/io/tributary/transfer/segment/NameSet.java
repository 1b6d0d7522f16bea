package io.tributary.transfer.segment;

/**
 * Remembers names at eight bytes each. Two names of the same hash count as the same: the flag that
 * follows only makes merge look closer.
 */
final class NameSet {
  private long[] slots = new long[1024];
  private int size;

  /** Adds a name; false when it was there already. */
  boolean add(String name) {
    if (size > slots.length / 2) {
      grow();
    }
    boolean added = insert(slots, hash(name));
    size += added ? 1 : 0;
    return added;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long hash : slots) {
      if (hash != 0) {
        insert(larger, hash);
      }
    }
    slots = larger;
  }

  private static boolean insert(long[] slots, long hash) {
    int slot = (int) (hash & (slots.length - 1));
    while (slots[slot] != 0) {
      if (slots[slot] == hash) {
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = hash;
    return true;
  }

  /** 64 well mixed bits (FNV-1a and MurmurHash3's finish), never 0, which marks a free slot. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
