package io.tributary.cli.plan;

import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStoreProvider;

/** Opens the store of {@code counted} locations. */
public final class CountedStoreProvider implements ObjectStoreProvider {
  @Override
  public String scheme() {
    return "counted";
  }

  @Override
  public ObjectStore open() {
    return new CountedStore();
  }
}
