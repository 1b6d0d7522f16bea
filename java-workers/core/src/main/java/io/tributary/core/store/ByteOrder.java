package io.tributary.core.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order in which S3 lists keys. */
final class ByteOrder {
  /** Compares two names by their UTF-8 bytes, unsigned. */
  static final Comparator<String> NAMES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private ByteOrder() {}
}
