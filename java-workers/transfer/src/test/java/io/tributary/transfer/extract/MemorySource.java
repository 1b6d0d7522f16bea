package io.tributary.transfer.extract;

import io.tributary.transfer.source.DeliverySource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A delivery in memory that hands out so many bytes at once. */
class MemorySource implements DeliverySource {
  private final Map<String, byte[]> files;
  private final int piece;

  MemorySource(Map<String, byte[]> files, int piece) {
    this.files = files;
    this.piece = piece;
  }

  @Override
  public String address() {
    return "memory";
  }

  @Override
  public List<Entry> list() {
    return files.keySet().stream().map(name -> find(name).orElseThrow()).toList();
  }

  @Override
  public Optional<Entry> find(String name) {
    return Optional.ofNullable(files.get(name))
        .map(bytes -> new Entry(name, bytes.length, Instant.EPOCH));
  }

  @Override
  public InputStream open(Entry seen) {
    return new ByteArrayInputStream(files.get(seen.name())) {
      @Override
      public synchronized int read(byte[] b, int off, int len) {
        return super.read(b, off, Math.min(len, piece));
      }
    };
  }

  @Override
  public void close() {}
}
