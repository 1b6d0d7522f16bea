package io.tributary.transfer.csv;

import io.tributary.transfer.archive.ByteSink;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns another encoding into UTF-8 piece by piece. An undecodable byte becomes 0xFF, which no
 * UTF-8 has, and its two hexadecimal digits: merge finds it as invalid, and quarantine shows it.
 */
public final class Transcoder implements ByteSink {
  private static final int PIECE = 8 * 1024;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final ByteSink out;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
  private final CharBuffer chars = CharBuffer.allocate(PIECE);
  private final ByteBuffer encoded = ByteBuffer.allocate(4 * PIECE);

  /** Bytes that begin a character and wait for its end. */
  private byte[] pending = new byte[0];

  /** Writes UTF-8 to {@code out}. */
  public Transcoder(Charset charset, ByteSink out) {
    this.out = out;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public void accept(byte[] bytes, int from, int to) {
    ByteBuffer in;
    if (pending.length == 0) {
      in = ByteBuffer.wrap(bytes, from, to - from);
    } else {
      in = ByteBuffer.allocate(pending.length + to - from);
      in.put(pending).put(bytes, from, to - from).flip();
    }
    decode(in, false);
    pending = new byte[in.remaining()];
    in.get(pending);
  }

  /** The member has ended. */
  public void finish() {
    decode(ByteBuffer.wrap(pending), true);
    CoderResult flushed;
    do {
      flushed = decoder.flush(chars);
      drain();
    } while (flushed.isOverflow());
  }

  private void decode(ByteBuffer in, boolean end) {
    while (true) {
      CoderResult result = decoder.decode(in, chars, end);
      drain();
      if (result.isUnderflow()) {
        return;
      }
      for (int i = 0; result.isError() && i < result.length(); i++) {
        mark(in.get());
      }
    }
  }

  private void drain() {
    chars.flip();
    CoderResult result;
    do {
      result = encoder.encode(chars, encoded, false);
      flush();
    } while (result.isOverflow());
    chars.compact();
  }

  private void mark(byte undecodable) {
    encoded.put((byte) 0xff);
    encoded.put(DIGITS[(undecodable >> 4) & 0xf]).put(DIGITS[undecodable & 0xf]);
    flush();
  }

  private void flush() {
    out.accept(encoded.array(), 0, encoded.position());
    encoded.clear();
  }
}
