package io.tributary.core.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The one order of names: that of their UTF-8 bytes, unsigned, as S3 lists keys. */
public final class NameOrder {
  /** Compares two names by their UTF-8 bytes. */
  public static final Comparator<String> BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private NameOrder() {}
}
