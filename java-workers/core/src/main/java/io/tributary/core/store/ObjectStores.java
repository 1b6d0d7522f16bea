package io.tributary.core.store;

import io.tributary.core.error.ConfigurationException;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds the store for a location by its scheme. */
public final class ObjectStores {
  private ObjectStores() {}

  /**
   * Opens the store that serves a location; the caller closes it.
   *
   * @throws ConfigurationException when no store serves its scheme
   */
  public static ObjectStore open(Location location) {
    TreeSet<String> schemes = new TreeSet<>();
    for (ObjectStoreProvider provider : ServiceLoader.load(ObjectStoreProvider.class)) {
      if (provider.scheme().equals(location.scheme())) {
        return provider.open();
      }
      schemes.add(provider.scheme());
    }
    throw new ConfigurationException(
        "no storage serves " + location + ": use one of the schemes " + schemes);
  }
}
