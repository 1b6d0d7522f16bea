package io.tributary.transfer.segment;

import java.util.ArrayDeque;

/**
 * The memory of one archive in work, in pages that go from buffer to buffer and from archive to
 * archive. Not safe for several threads.
 */
public final class PagePool {
  static final int PAGE = 64 * 1024;

  private final ArrayDeque<byte[]> free = new ArrayDeque<>();
  private final int capacity;
  private int made;

  /** A pool of so many bytes, though never too few to stream a multipart upload. */
  public PagePool(long bytes) {
    this.capacity = (int) Math.max(bytes / PAGE, 2L * SegmentBuffer.MINIMUM_PART / PAGE);
  }

  /** A page, or null when all are in use. */
  byte[] take() {
    byte[] page = free.pollLast();
    if (page == null && made < capacity) {
      made++;
      page = new byte[PAGE];
    }
    return page;
  }

  void give(byte[] page) {
    free.addLast(page);
  }
}
