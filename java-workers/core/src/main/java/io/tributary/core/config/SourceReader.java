package io.tributary.core.config;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the {@code source} block. */
final class SourceReader {
  private static final Key<String> URI =
      Key.required(
          "uri",
          Kind.of(AddressText::source),
          "`sftp://user@host:22/path`, `s3://bucket/prefix` or `file:///folder`; `{date}` is"
              + " 2025-03-17, `{date:yyyyMMdd}` writes it another way.");
  private static final Key<String> ARCHIVES =
      Key.of("archives", Scalars::glob, "*.tar.gz", "Which files of the folder are archives.");
  private static final Key<String> MARKER =
      Key.optional(
          "marker",
          Kind.of(Scalars::fileName),
          "The file that ends a delivery; when it is not empty it lists the delivery. Without one,"
              + " a delivery is ready when it is stable.");
  private static final Key<Duration> STABLE_FOR =
      Key.of(
          "stable-for",
          Quantities.duration(Duration.ZERO, Duration.ofHours(24)),
          "60s",
          "How long a listing must not change before it counts as complete.");
  private static final Key<Duration> POLL_INTERVAL =
      Key.of(
          "poll-interval",
          Quantities.duration(Duration.ofMillis(10), Duration.ofHours(24)),
          "30s",
          "Time between two looks at the source.");
  private static final Key<LocalTime> DEADLINE =
      Key.of(
          "deadline",
          TimeText::time,
          "06:00",
          "Of the next day, in the partner's time zone: no delivery by then is an alert.");
  private static final Key<LocalTime> GIVE_UP =
      Key.of(
          "give-up",
          TimeText::time,
          "12:00",
          "Of the next day, after the deadline: no delivery by then ends the run (exit 65).");
  private static final Key<Integer> MAX_CONNECTIONS =
      Key.of(
          "max-connections",
          Scalars.number(1, 10_000),
          "16",
          "Connections to the source at once, divided among the containers of `extract`.");
  private static final Key<Duration> TIMEOUT =
      Key.of(
          "timeout",
          Quantities.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          "60s",
          "How long the SFTP server may be silent before its connection counts as broken and is made"
              + " anew, six times at most.");
  private static final Key<List<LocalDate>> EXEMPT_DATES =
      Key.of(
          "exempt-dates",
          Kind.list(TimeText::date, Function.identity()),
          List.of(),
          "none",
          "Dates without a delivery.");
  private static final Key<List<DayOfWeek>> EXEMPT_WEEKDAYS =
      Key.of(
          "exempt-weekdays",
          Kind.list(Scalars.choice(DayOfWeek.class), Function.identity()),
          List.of(),
          "none",
          "Days of the week without a delivery, such as `sunday`.");
  private static final Key<Calendar> CALENDAR =
      Key.of(
          "calendar",
          Kind.block(
              List.of(EXEMPT_DATES, EXEMPT_WEEKDAYS),
              block ->
                  new Calendar(
                      Set.copyOf(block.value(EXEMPT_DATES)),
                      Set.copyOf(block.value(EXEMPT_WEEKDAYS)))),
          new Calendar(Set.of(), Set.of()),
          "every day delivers",
          "When the partner does not deliver: the run of such a date is skipped (exit 99).");

  private SourceReader() {}

  private record Calendar(Set<LocalDate> dates, Set<DayOfWeek> weekdays) {}

  /** The block; relative paths in it start at {@code folder}. */
  static Kind<SourceSpec> kind(Path folder) {
    return Kind.block(keys(new LoginReader(folder)), block -> read(block, new LoginReader(folder)));
  }

  private static List<Key<?>> keys(LoginReader login) {
    return List.of(
        URI,
        login.knownHosts,
        login.privateKey,
        login.passphrase,
        login.password,
        login.passwordFile,
        ARCHIVES,
        MARKER,
        STABLE_FOR,
        POLL_INTERVAL,
        DEADLINE,
        GIVE_UP,
        MAX_CONNECTIONS,
        TIMEOUT,
        CALENDAR);
  }

  private static SourceSpec read(YamlMapping block, LoginReader login) {
    Optional<String> uri = block.find(URI);
    uri.ifPresent(address -> login.check(block, AddressText.scheme(address)));
    LocalTime deadline = block.value(DEADLINE);
    LocalTime giveUp = block.value(GIVE_UP);
    if (!giveUp.isAfter(deadline)) {
      block.refuse(
          block.has(GIVE_UP) ? GIVE_UP : DEADLINE,
          "give-up ("
              + giveUp
              + ") is not after the deadline ("
              + deadline
              + "); write a later"
              + " give-up or an earlier deadline");
    }
    Calendar calendar = block.value(CALENDAR);
    return new SourceSpec(
        uri.orElse(null),
        block.find(login.knownHosts),
        block.find(login.privateKey),
        block.find(login.passphrase),
        block.find(login.password).or(() -> block.find(login.passwordFile).map(Secret::inFile)),
        block.value(ARCHIVES),
        block.find(MARKER),
        block.value(STABLE_FOR),
        block.value(POLL_INTERVAL),
        deadline,
        giveUp,
        block.value(MAX_CONNECTIONS),
        block.value(TIMEOUT),
        calendar.dates(),
        calendar.weekdays());
  }
}
