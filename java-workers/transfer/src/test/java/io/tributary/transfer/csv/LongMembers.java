package io.tributary.transfer.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Members of many stretches: plain records for the most part, and now and then what is not. */
final class LongMembers {
  private static final String[] FIELDS = {
    "",
    "1",
    "x,y",
    "서울",
    "2025-03-17",
    "\"a, b\"",
    "\"\"",
    "\"say \"\"so\"\"\"",
    "\"\"\"\"",
    "\"two\nlines\"",
    "\"\n\n\"",
    "\"\r\n,\"",
    "\",\"",
    "\"a quite long text, quoted, with commas\""
  };

  private static final String[] ODDITIES = {
    "\"",
    "\n",
    "\n\n",
    "\r",
    "\r\n\r\n",
    "a\"b",
    "\"a\"b",
    " \"c\"",
    "\"\"\"",
    "\n\r\n",
    ",\"",
    "\u0000\u00ff"
  };

  private static final int LANE = StretchCount.BYTES / 8;

  private final Random random;
  private final String lineEnd;

  /** One in so many records has an oddity. */
  private final int oddEvery;

  LongMembers(Random random) {
    this.random = random;
    this.lineEnd = random.nextInt(3) == 0 ? "\r\n" : "\n";
    this.oddEvery =
        random.nextInt(3) == 0
            ? Integer.MAX_VALUE
            : 1 + random.nextInt(random.nextBoolean() ? 50 : 2_000);
  }

  /** The next member. */
  byte[] next() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int stretches = random.nextInt(8) == 0 ? 50 : 6;
    int length = random.nextInt(stretches * StretchCount.BYTES);
    while (out.size() < length) {
      record(out);
    }
    byte[] member = out.toByteArray();
    if (random.nextInt(3) == 0) {
      // Where lanes and stretches meet is where mistakes would be made.
      int lanes = member.length / LANE;
      int at = lanes == 0 ? 0 : (1 + random.nextInt(lanes)) * LANE + random.nextInt(5) - 2;
      put(member, at, odd().getBytes(UTF_8));
    }
    return member;
  }

  private void record(ByteArrayOutputStream out) {
    int fields = 1 + random.nextInt(6);
    for (int i = 0; i < fields; i++) {
      out.writeBytes((i == 0 ? "" : ",").getBytes(UTF_8));
      out.writeBytes(FIELDS[random.nextInt(FIELDS.length)].getBytes(UTF_8));
    }
    if (random.nextInt(oddEvery) == oddEvery - 1) {
      out.writeBytes(odd().getBytes(UTF_8));
    }
    out.writeBytes(lineEnd.getBytes(UTF_8));
  }

  private String odd() {
    return ODDITIES[random.nextInt(ODDITIES.length)];
  }

  private static void put(byte[] member, int at, byte[] bytes) {
    int count = Math.min(bytes.length, member.length - at);
    if (at >= 0 && count > 0) {
      System.arraycopy(bytes, 0, member, at, count);
    }
  }
}
