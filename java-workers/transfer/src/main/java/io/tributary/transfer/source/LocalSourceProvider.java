package io.tributary.transfer.source;

import io.tributary.core.config.SourceSpec;
import java.nio.file.Path;

/** Opens local directories ({@code file}). */
public final class LocalSourceProvider implements DeliverySourceProvider {
  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public DeliverySource open(SourceAddress address, SourceSpec spec, int connections) {
    return new LocalSource(address, Path.of(address.path()));
  }
}
