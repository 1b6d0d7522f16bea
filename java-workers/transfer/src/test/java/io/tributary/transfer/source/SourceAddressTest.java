package io.tributary.transfer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.ConfigurationException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
  private static final LocalDate DATE = LocalDate.of(2025, 3, 17);

  @ParameterizedTest
  @CsvSource({
    "sftp://u@h:2222/out/{date}, sftp://u@h:2222/out/2025-03-17",
    "sftp://u@h/out/{date:yyyyMMdd}/x, sftp://u@h/out/20250317/x",
    "sftp://u@h/{date:yyyy}/{date:MM}/{date:dd}/, sftp://u@h/2025/03/17",
    "sftp://u@[::1]:22/out, sftp://u@[::1]:22/out",
    "s3://bucket/in/{date}/, s3://bucket/in/2025-03-17",
    "s3://bucket, s3://bucket/",
    "file:///in//{date}, file:///in/2025-03-17",
    "file:///, file:///"
  })
  void theDateIsPutIn(String uri, String address) {
    assertThat(SourceAddress.of(uri, DATE)).hasToString(address);
  }

  @Test
  void itsPartsAreKnown() {
    SourceAddress address = SourceAddress.of("sftp://user@host.example:2222/out", DATE);
    assertThat(address.scheme()).isEqualTo("sftp");
    assertThat(address.user()).contains("user");
    assertThat(address.host()).isEqualTo("host.example");
    assertThat(address.port()).hasValue(2222);
    assertThat(address.file("a b")).isEqualTo("/out/a b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no address", "/folder", "file:///a/../b", "sftp://u@h:port/x"})
  void whatIsNoneIsRefused(String uri) {
    assertThatThrownBy(() -> SourceAddress.of(uri, DATE))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void aSchemeWithoutSourceIsRefused() {
    assertThatThrownBy(() -> DeliverySources.open(Specs.source("ftp://u@h/x"), DATE, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("[file, s3, sftp]");
  }

  @ParameterizedTest
  @CsvSource({
    "*.tar.gz, a.tar.gz, true",
    "*.tar.gz, a.tar.gz.part, false",
    "*.tar.gz, axtar.gz, false",
    "batch-?.tgz, batch-1.tgz, true",
    "batch-?.tgz, batch-10.tgz, false",
    "'{day,late}-*.tgz', late-3.tgz, true",
    "'{day,late}-*.tgz', early-3.tgz, false",
    "[a-c]*, b1, true",
    "[!a-c]*, b1, false",
    "한글*, 한글.tar.gz, true",
    "a\\*b, a*b, true",
    "a\\*b, axb, false",
    "(a)+.^$|, (a)+.^$|, true"
  })
  void archivesAreChosenByTheirNames(String glob, String name, boolean matches) {
    assertThat(new NameGlob(glob).matches(name)).isEqualTo(matches);
  }
}
