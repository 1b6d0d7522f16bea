package io.tributary.core.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** Bytes to write: of known size, and readable again when a request is repeated. */
public interface Payload {
  /** Bytes. */
  long size();

  /** A new stream from the first byte. */
  InputStream open();

  /** Writes all bytes, straight from where they lie if that can be. */
  default void writeTo(OutputStream out) throws IOException {
    try (InputStream in = open()) {
      in.transferTo(out);
    }
  }

  /** The whole array. The caller must not change it before the write is done. */
  static Payload of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** The UTF-8 bytes of a text. */
  static Payload of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A range of an array. The caller must not change it before the write is done. */
  static Payload of(byte[] bytes, int offset, int length) {
    return new Payload() {
      @Override
      public long size() {
        return length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes, offset, length);
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, offset, length);
      }
    };
  }

  /** Several payloads, one after the other. */
  static Payload concat(List<Payload> payloads) {
    List<Payload> parts = List.copyOf(payloads);
    return new Payload() {
      @Override
      public long size() {
        return parts.stream().mapToLong(Payload::size).sum();
      }

      @Override
      public InputStream open() {
        return new SequenceInputStream(
            Collections.enumeration(parts.stream().map(Payload::open).toList()));
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        for (Payload part : parts) {
          part.writeTo(out);
        }
      }
    };
  }
}
