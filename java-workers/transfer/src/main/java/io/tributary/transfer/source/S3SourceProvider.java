package io.tributary.transfer.source;

import io.tributary.core.config.SourceSpec;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStores;

/** Opens prefixes on S3, with the endpoint and credentials of the environment. */
public final class S3SourceProvider implements DeliverySourceProvider {
  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public DeliverySource open(SourceAddress address, SourceSpec spec, int connections) {
    Location prefix = new Location("s3", address.host(), address.path().substring(1));
    return new S3Source(prefix, ObjectStores.open(prefix));
  }
}
