package io.tributary.core.store;

/**
 * Opens the stores of one scheme; found by {@link java.util.ServiceLoader}, so that a module on the
 * class path is enough to support a scheme, on a driver and on executors alike.
 */
public interface ObjectStoreProvider {
  /** The scheme of the locations that it serves, such as {@code s3}. */
  String scheme();

  /** Opens a store for all locations of the scheme, configured from the environment. */
  ObjectStore open();
}
