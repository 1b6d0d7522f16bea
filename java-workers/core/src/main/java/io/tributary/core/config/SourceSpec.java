package io.tributary.core.config;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code source} block: where a day's archives come from and when they are due.
 *
 * <pre>{@code
 * source:
 *   uri: sftp://tributary@sftp.partner.example:22/outbound/{date}
 *   known-hosts: /secrets/known_hosts
 *   private-key: /secrets/id_ed25519
 *   archives: "*.tar.gz"
 *   marker: _COMPLETE
 *   deadline: "06:00"
 *   give-up: "12:00"
 *   max-connections: 16
 *   calendar: {exempt-dates: [2025-01-01], exempt-weekdays: [sunday]}
 * }</pre>
 *
 * @param uri {@code sftp://user@host:port/path}, {@code s3://bucket/prefix} or {@code
 *     file:///directory}; {@code {date}} is ISO, {@code {date:yyyyMMdd}} formats it
 * @param knownHosts the OpenSSH known_hosts file; required for SFTP
 * @param privateKey the private key file, if the user logs in by key
 * @param passphrase of the private key
 * @param password if the user logs in by password
 * @param archives glob of the archives' names
 * @param marker name of the file that ends a delivery; absent: ready when stable
 * @param stableFor how long a listing must not change before it counts as stable
 * @param pollInterval between two looks at the source
 * @param deadline of the next day, local: an alert when there is no delivery
 * @param giveUp of the next day, local: no delivery by then is exit 65
 * @param maxConnections per day, divided among the shards
 * @param timeout of silence, after which an SFTP connection counts as broken
 * @param exemptDates dates on which the partner does not deliver
 * @param exemptWeekdays days of the week on which the partner does not deliver
 */
public record SourceSpec(
    String uri,
    Optional<Path> knownHosts,
    Optional<Path> privateKey,
    Optional<Secret> passphrase,
    Optional<Secret> password,
    String archives,
    Optional<String> marker,
    Duration stableFor,
    Duration pollInterval,
    LocalTime deadline,
    LocalTime giveUp,
    int maxConnections,
    Duration timeout,
    Set<LocalDate> exemptDates,
    Set<DayOfWeek> exemptWeekdays) {
  public SourceSpec {
    exemptDates = Set.copyOf(exemptDates);
    exemptWeekdays = Set.copyOf(exemptWeekdays);
  }

  /** Whether the partner's calendar exempts a date. */
  public boolean exempts(LocalDate date) {
    return exemptDates.contains(date) || exemptWeekdays.contains(date.getDayOfWeek());
  }
}
