package io.tributary.merge.slice;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Hashes rows and keys by their values, however they are quoted: 128 bits of SHA-256, so that
 * nobody can make two different rows look the same.
 */
final class RowHasher {
  private static final int SHA256_BYTES = 32;

  private final VariantLayout variant;
  private final FieldView field;
  private final MessageDigest sha256 = Sha256.digest();
  private final byte[] hash = new byte[SHA256_BYTES];
  private final ByteBuffer words = ByteBuffer.wrap(hash);
  private final GrowingBytes values = new GrowingBytes(1024);

  RowHasher(VariantLayout variant) {
    this.variant = variant;
    this.field = new FieldView(variant.quote());
  }

  /**
   * Hashes some columns of a record.
   *
   * @param columns of the product
   */
  void hash(SlicedRecord record, int[] columns) {
    values.clear();
    for (int column : columns) {
      int source = variant.sources()[column];
      if (source < 0) {
        values.addNumber(0);
      } else {
        field.look(record, source);
        values.addNumber(field.length());
        values.add(field.bytes(), field.from(), field.length());
      }
    }
    sha256.update(values.array(), 0, values.size());
    try {
      sha256.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first half of the last hash. */
  long high() {
    return words.getLong(0);
  }

  /** The second half of the last hash. */
  long low() {
    return words.getLong(Long.BYTES);
  }
}
