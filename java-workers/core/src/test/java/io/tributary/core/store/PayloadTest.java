package io.tributary.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadTest {
  @Test
  void writesWhatItsStreamGives() throws IOException {
    byte[] digits = "0123456789".getBytes(UTF_8);
    Payload part = Payload.of(digits, 2, 5);
    Payload foreign =
        new Payload() {
          @Override
          public long size() {
            return 3;
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(digits, 0, 3);
          }
        };
    for (Payload payload :
        List.of(Payload.of("text"), part, foreign, Payload.concat(List.of(part, foreign, part)))) {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      payload.writeTo(written);
      try (InputStream in = payload.open()) {
        assertThat(written.toByteArray())
            .isEqualTo(in.readAllBytes())
            .hasSize((int) payload.size());
      }
    }
  }
}
