package io.tributary.transfer.source;

import io.tributary.core.config.SourceSpec;

/** Opens directories of SFTP servers. */
public final class SftpSourceProvider implements DeliverySourceProvider {
  @Override
  public String scheme() {
    return "sftp";
  }

  @Override
  public DeliverySource open(SourceAddress address, SourceSpec spec, int connections) {
    return new SftpSource(address, new SftpLogin(address, spec), connections);
  }
}
