package io.tributary.transfer.inflate;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** By the JDK's zlib. */
final class JdkInflate implements Inflate {
  private final Inflater inflater = new Inflater(true);

  /** What is wrong behind the bytes that were handed out last; null: nothing yet. */
  private DataFormatException failure;

  @Override
  public Inflation kind() {
    return Inflation.JDK;
  }

  @Override
  public void begin() {
    inflater.reset();
    failure = null;
  }

  @Override
  public void input(byte[] bytes, int from, int to) {
    inflater.setInput(bytes, from, to - from);
  }

  @Override
  public int inflate(byte[] out, int from, int to) throws DataFormatException {
    if (failure != null) {
      throw failure;
    }
    int count = unpack(out, from, to);
    if (count > 0) {
      return count;
    }
    if (failure != null) {
      throw failure;
    }
    if (inflater.needsDictionary()) {
      throw new DataFormatException("asks for a dictionary, which gzip does not have");
    }
    return inflater.finished() ? ENDED : NEEDS_INPUT;
  }

  /** Where the data breaks must not depend on the pieces: what is in front of it comes first. */
  private int unpack(byte[] out, int from, int to) {
    long before = inflater.getBytesWritten();
    try {
      return inflater.inflate(out, from, to - from);
    } catch (DataFormatException e) {
      failure = e;
      return (int) (inflater.getBytesWritten() - before);
    }
  }

  @Override
  public int unused() {
    return inflater.getRemaining();
  }

  @Override
  public void close() {
    inflater.end();
  }
}
