package io.tributary.transfer.segment;

import io.tributary.core.store.Payload;
import io.tributary.transfer.archive.ByteSink;
import java.util.ArrayList;
import java.util.List;

/** A queue of bytes in pages: grows at its end, is taken from its front. */
final class PagedBytes {
  private static final int PAGE = PagePool.PAGE;

  private final PagePool pool;
  private final List<byte[]> pages = new ArrayList<>();
  private int start;
  private long length;

  PagedBytes(PagePool pool) {
    this.pool = pool;
  }

  long length() {
    return length;
  }

  /**
   * Takes as many bytes as there is room for, and one page more if the pool has one.
   *
   * @return the first place that was not taken
   */
  int append(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int used = (int) ((start + length) % PAGE);
      boolean full = used == 0 && start + length == (long) pages.size() * PAGE;
      if (full) {
        byte[] page = pool.take();
        if (page == null) {
          return at;
        }
        pages.add(page);
      }
      int count = Math.min(to - at, PAGE - used);
      System.arraycopy(bytes, at, pages.get(pages.size() - 1), used, count);
      length += count;
      at += count;
    }
    return at;
  }

  /** Hands the first {@code count} bytes to a sink; they stay. */
  void first(long count, ByteSink sink) {
    long left = count;
    int from = start;
    for (int i = 0; left > 0; i++) {
      int to = (int) Math.min(PAGE, from + left);
      sink.accept(pages.get(i), from, to);
      left -= to - from;
      from = 0;
    }
  }

  /** Hands the bytes behind the first {@code skipped} to a sink; they stay. */
  void behind(long skipped, ByteSink sink) {
    long from = start + skipped;
    long end = start + length;
    while (from < end) {
      int page = (int) (from / PAGE);
      int to = (int) Math.min(PAGE, end - (long) page * PAGE);
      sink.accept(pages.get(page), (int) (from % PAGE), to);
      from = (page + 1L) * PAGE;
    }
  }

  /** The first {@code count} bytes, readable until they are dropped. */
  Payload payload(long count) {
    List<Payload> payloads = new ArrayList<>();
    first(count, (page, from, to) -> payloads.add(Payload.of(page, from, to - from)));
    return Payload.concat(payloads);
  }

  /** Keeps the first {@code count} bytes alone, and gives back the pages that this frees. */
  void truncate(long count) {
    int needed = count == 0 ? 0 : (int) ((start + count + PAGE - 1) / PAGE);
    List<byte[]> freed = pages.subList(needed, pages.size());
    freed.forEach(pool::give);
    freed.clear();
    start = count == 0 ? 0 : start;
    length = count;
  }

  /** Drops the first {@code count} bytes and gives back the pages that this frees. */
  void drop(long count) {
    long end = start + count;
    int whole = count == length ? pages.size() : (int) (end / PAGE);
    List<byte[]> freed = pages.subList(0, whole);
    freed.forEach(pool::give);
    freed.clear();
    start = count == length ? 0 : (int) (end % PAGE);
    length -= count;
  }
}
