package io.tributary.transfer.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.document.LedgerEntry;
import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One table's part of an archive's member ledger: a gzip member that is compressed as it grows, so
 * that a hundred thousand members weigh a few megabytes. Blocks of several tables are compressed by
 * turns with one {@link Deflater}, whose native memory would be too much for each of them.
 */
final class LedgerWriter {
  private static final int BLOCK = 64 * 1024;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final byte[] LAST_BLOCK = {3, 0};

  private final Deflater deflater;
  private final CRC32 crc = new CRC32();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream(1024);
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream(1024);
  private long length;

  /**
   * An empty ledger.
   *
   * @param deflater raw, shared with others in the same thread
   */
  LedgerWriter(Deflater deflater) {
    this.deflater = deflater;
    packed.writeBytes(HEADER);
  }

  void add(LedgerEntry entry) {
    lines.writeBytes((entry.line() + "\n").getBytes(UTF_8));
    if (lines.size() >= BLOCK) {
      compress();
    }
  }

  /** The whole gzip member. */
  byte[] finish() {
    compress();
    packed.writeBytes(LAST_BLOCK);
    littleEndian(crc.getValue());
    littleEndian(length);
    return packed.toByteArray();
  }

  /** Appends the lines as blocks that end on a byte and look back at no others. */
  private void compress() {
    byte[] block = lines.toByteArray();
    lines.reset();
    crc.update(block);
    length += block.length;
    deflater.reset();
    deflater.setInput(block);
    byte[] piece = new byte[BLOCK];
    int count;
    do {
      count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
      packed.write(piece, 0, count);
    } while (count == piece.length);
  }

  private void littleEndian(long value) {
    for (int shift = 0; shift < 32; shift += 8) {
      packed.write((int) (value >>> shift));
    }
  }
}
