package io.tributary.core.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Makes a content mark of what is written. */
final class MarkingOutputStream extends FilterOutputStream {
  /** Larger writes would have the JDK keep as large a copy for each thread. */
  private static final int PIECE = 64 * 1024;

  private final ContentMark mark;

  MarkingOutputStream(OutputStream out, ContentMark mark) {
    super(out);
    this.mark = mark;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int count = Math.min(PIECE, length - done);
      out.write(bytes, offset + done, count);
      mark.update(bytes, offset + done, count);
      done += count;
    }
  }
}
