package io.tributary.core.store;

/** Opens the store of {@code file} locations. */
public final class LocalObjectStoreProvider implements ObjectStoreProvider {
  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public ObjectStore open() {
    return new LocalObjectStore();
  }
}
