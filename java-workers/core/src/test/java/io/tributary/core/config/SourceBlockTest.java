package io.tributary.core.config;

import static io.tributary.core.config.PartnerText.file;
import static io.tributary.core.config.PartnerText.mistakes;
import static io.tributary.core.config.PartnerText.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.core.error.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceBlockTest {
  private static final String LOGIN = "known-hosts: /k, private-key: /i";

  private static String with(String source) {
    return "partner: acme\nstorage: s3://lake\nsource: {" + source + "}\n";
  }

  private static SourceSpec sourceOf(String source) {
    return read(with(source)).source();
  }

  private static String[] mistakesOf(String source) {
    return mistakes(with(source)).stream()
        .map(line -> line.replaceFirst("^3: source\\.", ""))
        .toArray(String[]::new);
  }

  @Test
  void defaults() {
    SourceSpec source = sourceOf("uri: 's3://drop/{date}'");

    assertThat(source.knownHosts()).isEmpty();
    assertThat(source.privateKey()).isEmpty();
    assertThat(source.passphrase()).isEmpty();
    assertThat(source.password()).isEmpty();
    assertThat(source.archives()).isEqualTo("*.tar.gz");
    assertThat(source.marker()).isEmpty();
    assertThat(source.stableFor()).isEqualTo(Duration.ofSeconds(60));
    assertThat(source.pollInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(source.deadline()).isEqualTo(LocalTime.of(6, 0));
    assertThat(source.giveUp()).isEqualTo(LocalTime.NOON);
    assertThat(source.maxConnections()).isEqualTo(16);
    assertThat(source.exempts(LocalDate.of(2025, 3, 16))).isFalse();
  }

  @Test
  void everyKey() {
    SourceSpec source =
        read("""
            partner: acme
            storage: s3://lake
            source:
              uri: sftp://me@[::1]:2022/out/{date:yyyy/MM/dd}
              known-hosts: /k
              private-key: /i
              passphrase: ${PASSWORD}
              archives: "{day,late}-*.tgz"
              marker: DONE.txt
              stable-for: PT2M
              poll-interval: 500ms
              deadline: 5:30
              give-up: "23:59:59"
              max-connections: 3
              calendar: {exempt-dates: [2025-01-01], exempt-weekdays: [Sunday, saturday]}
            """)
            .source();

    assertThat(source.uri()).isEqualTo("sftp://me@[::1]:2022/out/{date:yyyy/MM/dd}");
    assertThat(source.knownHosts()).contains(Path.of("/k"));
    assertThat(source.privateKey()).contains(Path.of("/i"));
    assertThat(source.passphrase().orElseThrow().reveal()).isEqualTo("hunter2");
    assertThat(source.archives()).isEqualTo("{day,late}-*.tgz");
    assertThat(source.marker()).contains("DONE.txt");
    assertThat(source.stableFor()).isEqualTo(Duration.ofMinutes(2));
    assertThat(source.pollInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(source.deadline()).isEqualTo(LocalTime.of(5, 30));
    assertThat(source.giveUp()).isEqualTo(LocalTime.of(23, 59, 59));
    assertThat(source.maxConnections()).isEqualTo(3);
    assertThat(source.exemptDates()).containsExactly(LocalDate.of(2025, 1, 1));
    assertThat(source.exemptWeekdays())
        .containsExactlyInAnyOrder(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    assertThat(source.exempts(LocalDate.of(2025, 3, 16))).isTrue();
  }

  @Test
  void pathsStartAtThePartnerFile() throws Exception {
    Path file = file(with("uri: sftp://u@h/x, known-hosts: keys/hosts, private-key: ../id"));
    SourceSpec source = PartnerFile.read(file, Map.of()).source();
    assertThat(source.knownHosts()).contains(file.resolveSibling("keys/hosts"));
    assertThat(source.privateKey()).contains(file.getParent().resolveSibling("id"));
  }

  @Test
  void aPasswordIsTakenFromTheEnvironmentOrAFile() throws Exception {
    assertThat(
            sourceOf("uri: sftp://u@h/x, known-hosts: /k, password: '${PASSWORD}'")
                .password()
                .orElseThrow()
                .reveal())
        .isEqualTo("hunter2");

    Path file = file(with("uri: sftp://u@h/x, known-hosts: /k, password-file: secret.txt"));
    Secret secret = PartnerFile.read(file, Map.of()).source().password().orElseThrow();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(secret::reveal)
        .withMessage(
            "cannot read the secret in "
                + file.resolveSibling("secret.txt")
                + "; check path and rights");
    Files.writeString(file.resolveSibling("secret.txt"), "correct horse \r\n");
    assertThat(secret.reveal()).isEqualTo("correct horse ");
    assertThat(secret).hasToString("***");
  }

  @Test
  void sftpNeedsAHostKeyAndOneLogin() {
    assertThat(mistakesOf("uri: sftp://u@h/x"))
        .containsExactly(
            "known-hosts: is missing; name the file with the server's host key (ssh-keyscan HOST,"
                + " then compare the key with what the partner says)",
            "private-key: is missing; write one of private-key, password, password-file");
    assertThat(
            mistakesOf(
                "uri: sftp://u@h/x, " + LOGIN + ", password: '${PASSWORD}', password-file: p"))
        .containsExactly(
            "password: is one too many beside private-key; keep one of private-key, password,"
                + " password-file",
            "password-file: is one too many beside private-key; keep one of private-key, password,"
                + " password-file");
    assertThat(mistakesOf("uri: sftp://u@h/x, known-hosts: /k, password-file: p, passphrase: x"))
        .containsExactly("passphrase: has no private-key to open; remove it, or write private-key");
    assertThat(mistakesOf("uri: 's3://drop', " + LOGIN))
        .containsExactly(
            "known-hosts: is for sftp:// only; remove it",
            "private-key: is for sftp:// only; remove it");
    assertThat(mistakesOf("uri: sftp://u@h/x, known-hosts: /k, private-key: '-----BEGIN KEY-----'"))
        .containsExactly(
            "private-key: '-----BEGIN KEY-----' is a key itself; write the path of the file that"
                + " holds it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sftp://u@h",
        "sftp://u@h.example:22/a b/{date:yyMMdd}",
        "s3://bucket",
        "s3://bucket/a/{date}/b",
        "file:///",
        "file:///a/{date:yyyy-DDD}"
      })
  void addressesOfSources(String uri) {
    String login = uri.startsWith("sftp") ? ", " + LOGIN : "";
    assertThat(sourceOf("uri: '" + uri + "'" + login).uri()).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a/b | 'is no address; write sftp://user@host:22/path/{date}, s3://bucket/prefix/{date}"
            + " or file:///folder/{date}'",
        "sftp:/u@h/x | 'is no address; write sftp://user@host:22/path/{date},"
            + " s3://bucket/prefix/{date} or file:///folder/{date}'",
        "sftp://h/x | 'names no user; write sftp://user@host:22/path/{date}'",
        "sftp://@h/x | 'names no user; write sftp://user@host:22/path/{date}'",
        "sftp://u@/x | 'names no host; write sftp://user@host:22/path/{date}'",
        "sftp://u@h:0/x | 'has a wrong port; write a number from 1 to 65535, such as 22'",
        "sftp://u@h:ssh/x | 'has a wrong port; write a number from 1 to 65535, such as 22'",
        "sftp://u@h/../x | 'has a ''.'' or ''..'' folder; write the path without it'",
        "ftp://u@h/x | 'has a scheme that no source serves; did you mean sftp?'",
        "http://h/x | 'has a scheme that no source serves; write one of sftp, s3, file'",
        "s3:///x | 'names no bucket; write s3://bucket/prefix/{date}'",
        "s3://k@bucket/x | 'has more than a bucket before its path; credentials and endpoint come"
            + " from AWS_ACCESS_KEY_ID and AWS_ENDPOINT_URL_S3'",
        "file://a/b | 'is no local folder; write file:///folder, with three slashes'",
        "s3://b-b/{day} | 'has braces that are no date; write {date}, or {date:yyyyMMdd} for"
            + " another form'",
        "s3://b-b/{date | 'has braces that are no date; write {date}, or {date:yyyyMMdd} for"
            + " another form'",
        "s3://b-b/{date:MMdd} | 'does not give each date a form of its own; write one such as"
            + " yyyyMMdd'",
        "s3://b-b/{date:nope} | 'does not give each date a form of its own; write one such as"
            + " yyyyMMdd'",
      })
  void addressesThatAreNone(String uri, String wrong) {
    assertThat(mistakesOf("uri: '" + uri + "'")).containsExactly("uri: '" + uri + "' " + wrong);
  }

  @Test
  void aPasswordHasNoPlaceInAnAddress() {
    assertThat(mistakesOf("uri: 'sftp://u:hunter2@h/x'"))
        .containsExactly(
            "uri: 'sftp://***@h/x' has a password in it; take it out and write password: ${NAME}"
                + " or password-file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "archives: 'a/*.gz' | is no file name; write a name without folders",
        "archives: '[a' | is no pattern for names; write one such as *.tar.gz or {day,late}-*.tgz",
        "archives: '' | is blank; write a value, or remove the key",
        "marker: '..' | is no file name; write a name without folders",
        "stable-for: '60' | is no duration; write one such as 60s, 5m, 2h or PT1H30M",
        "stable-for: 1 week | is no duration; write one such as 60s, 5m, 2h or PT1H30M",
        "stable-for: PT-1S | is out of bounds; write 0s at least and 24h at most",
        "stable-for: 2d | is out of bounds; write 0s at least and 24h at most",
        "poll-interval: 0s | is out of bounds; write 10ms at least and 24h at most",
        "deadline: '25:00' | is no time of day; write one such as \"06:00\"",
        "give-up: noon | is no time of day; write one such as \"06:00\"",
        "max-connections: 0 | is out of bounds; write a whole number from 1 to 10000",
        "max-connections: 1.5 | is no whole number; write a whole number from 1 to 10000",
      })
  void valuesThatAreRefused(String line, String wrong) {
    String key = line.substring(0, line.indexOf(':'));
    String value = line.substring(line.indexOf(' ') + 1).replace("'", "");
    String shown = value.isEmpty() ? "the value" : "'" + value + "'";
    assertThat(mistakesOf("uri: s3://drop, " + line))
        .containsExactly(key + ": " + shown + " " + wrong);
  }

  @Test
  void theCalendarsValuesAreRefusedOneByOne() {
    assertThat(
            mistakesOf(
                "uri: s3://drop, calendar: {exempt-dates: [2025-02-29, 2025-01-01, 2025-01-01],"
                    + " exempt-weekdays: [sundy, SUNDAY, funday]}"))
        .containsExactly(
            "calendar.exempt-dates[0]: '2025-02-29' is no date; write one such as 2025-03-17",
            "calendar.exempt-dates[2]: '2025-01-01' is there already, as"
                + " source.calendar.exempt-dates[1]; remove one of them",
            "calendar.exempt-weekdays[0]: 'sundy' is not known here; did you mean sunday?",
            "calendar.exempt-weekdays[2]: 'funday' is not known here; did you mean sunday?");
  }

  @Test
  void theRunGivesUpAfterTheDeadline() {
    assertThat(mistakesOf("uri: s3://drop, deadline: '06:00', give-up: '06:00'"))
        .containsExactly(
            "give-up: give-up (06:00) is not after the deadline (06:00); write a later give-up or"
                + " an earlier deadline");
    assertThat(mistakesOf("uri: s3://drop, deadline: '13:00'"))
        .containsExactly(
            "deadline: give-up (12:00) is not after the deadline (13:00); write a later give-up or"
                + " an earlier deadline");
  }

  @Test
  void aSourceHasToBeThere() {
    assertThat(mistakes("partner: a\nstorage: s3://lake\n"))
        .containsExactly(
            "1: source: is missing; Where deliveries come from and when they are due.");
    assertThat(mistakes("partner: a\nstorage: s3://lake\nsource:\n"))
        .singleElement()
        .asString()
        .startsWith("3: source.uri: is missing; `sftp://user@host:22/path`,");
    assertThat(Arrays.asList(mistakesOf("uri: s3://drop, max-conections: 3")))
        .containsExactly("max-conections: is unknown; did you mean max-connections?");
  }
}
