package io.tributary.transfer.source;

import io.tributary.core.config.SourceSpec;
import io.tributary.core.error.ConfigurationException;
import java.time.LocalDate;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds the source for a partner's address by its scheme. */
public final class DeliverySources {
  private DeliverySources() {}

  /**
   * Opens a day's directory; the caller closes it. Nothing is connected yet.
   *
   * @param connections at once, at most
   * @throws ConfigurationException when no source serves the address
   */
  public static DeliverySource open(SourceSpec spec, LocalDate date, int connections) {
    SourceAddress address = SourceAddress.of(spec.uri(), date);
    TreeSet<String> schemes = new TreeSet<>();
    for (DeliverySourceProvider provider : ServiceLoader.load(DeliverySourceProvider.class)) {
      if (provider.scheme().equals(address.scheme())) {
        return provider.open(address, spec, connections);
      }
      schemes.add(provider.scheme());
    }
    throw new ConfigurationException(
        "no source serves " + address + ": use one of the schemes " + schemes);
  }
}
