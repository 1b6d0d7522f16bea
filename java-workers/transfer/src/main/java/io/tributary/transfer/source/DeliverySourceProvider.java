package io.tributary.transfer.source;

import io.tributary.core.config.SourceSpec;

/** Opens the sources of one scheme; found by {@link java.util.ServiceLoader}. */
public interface DeliverySourceProvider {
  /** The scheme of the addresses that it serves, such as {@code sftp}. */
  String scheme();

  /**
   * Opens a delivery's directory.
   *
   * @param address the directory of the day, without placeholders
   * @param spec the partner's settings, for the login
   * @param connections at once, at most
   */
  DeliverySource open(SourceAddress address, SourceSpec spec, int connections);
}
