package io.tributary.cli.plan;

/**
 * How large a day's delivery is.
 *
 * @param archives of it
 * @param packedBytes of them
 * @param unpackedBytes of them, about
 * @param tables that they have members of
 * @param keyedTables those of them whose repeated rows are looked for, which reads them twice
 */
record DeliverySize(
    long archives, long packedBytes, long unpackedBytes, int tables, int keyedTables) {
  private static final double MB = 1e6;

  double packedMegabytes() {
    return packedBytes / MB;
  }

  double unpackedMegabytes() {
    return unpackedBytes / MB;
  }
}
