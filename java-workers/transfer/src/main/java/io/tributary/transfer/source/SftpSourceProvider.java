package io.tributary.transfer.source;

import io.tributary.core.config.SourceSpec;
import java.time.Duration;

/** Opens directories of SFTP servers. */
public final class SftpSourceProvider implements DeliverySourceProvider {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  @Override
  public String scheme() {
    return "sftp";
  }

  @Override
  public DeliverySource open(SourceAddress address, SourceSpec spec, int connections) {
    return new SftpSource(address, new SftpLogin(address, spec), connections, FIRST_PAUSE);
  }
}
