package io.tributary.transfer.s3;

import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStoreProvider;

/** Opens the store of {@code s3} locations, configured as everywhere in the AWS ecosystem. */
public final class S3ObjectStoreProvider implements ObjectStoreProvider {
  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public ObjectStore open() {
    return new S3ObjectStore(S3Settings.from(System.getenv()));
  }
}
