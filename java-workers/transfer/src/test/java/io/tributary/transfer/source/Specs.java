package io.tributary.transfer.source;

import io.tributary.core.config.Secret;
import io.tributary.core.config.SourceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;

/** Source blocks for tests. */
final class Specs {
  private Specs() {}

  static SourceSpec source(String uri) {
    return sftp(uri, null, null, null);
  }

  /** The same block with another limit of silence. */
  static SourceSpec withTimeout(SourceSpec spec, Duration timeout) {
    return new SourceSpec(
        spec.uri(),
        spec.knownHosts(),
        spec.privateKey(),
        spec.passphrase(),
        spec.password(),
        spec.archives(),
        spec.marker(),
        spec.stableFor(),
        spec.pollInterval(),
        spec.deadline(),
        spec.giveUp(),
        spec.maxConnections(),
        timeout,
        spec.exemptDates(),
        spec.exemptWeekdays());
  }

  static SourceSpec sftp(String uri, Path knownHosts, Path privateKey, String password) {
    return new SourceSpec(
        uri,
        Optional.ofNullable(knownHosts),
        Optional.ofNullable(privateKey),
        Optional.empty(),
        Optional.ofNullable(password).map(Secret::new),
        "*.tar.gz",
        Optional.of("_COMPLETE"),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        LocalTime.of(6, 0),
        LocalTime.of(12, 0),
        4,
        Duration.ofSeconds(60),
        Set.of(),
        Set.of());
  }
}
