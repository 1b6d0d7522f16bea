package io.tributary.transfer.source;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import java.io.InputStream;
import java.lang.reflect.Field;

/**
 * How far one connection reads ahead: so many bytes are asked for before the first of them has
 * come, and wait in memory while nobody takes them. A connection brings no more than this for each
 * round trip: 160 MB/s where one takes 50 ms.
 *
 * <p>The library sends requests ahead, but lets the server send only 2 MiB, half of which it asks
 * for again when they have come, and begins each file with a single request, one more with each
 * reply. Neither can be set from outside, hence the reflection; a test sees to it that a newer
 * library still has what is set here.
 */
final class SftpReadAhead {
  /** Requests under way at once. */
  private static final int REQUESTS = 256;

  private static final int REQUEST_BYTES = 32 << 10;

  /** What the server may send: more than is asked for, so that it never waits for leave. */
  private static final int WINDOW = 2 * REQUESTS * REQUEST_BYTES;

  private SftpReadAhead() {}

  /** Lets a channel that is not connected yet ask for as much as this. */
  static void on(ChannelSftp channel) throws JSchException {
    channel.setBulkRequests(REQUESTS);
    set(Channel.class, channel, "lwsize_max", WINDOW);
    set(Channel.class, channel, "lwsize", WINDOW);
  }

  /**
   * Lets a stream that nothing was read of begin with as many requests as the file needs.
   *
   * @param bytes that it will give
   */
  static InputStream over(InputStream stream, long bytes) {
    long requests = Math.max(1, bytes / REQUEST_BYTES);
    set(stream.getClass(), stream, "request_max", (int) Math.min(REQUESTS, requests));
    return stream;
  }

  private static void set(Class<?> type, Object of, String name, int value) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      field.setInt(of, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of the SFTP library has no " + name, e);
    }
  }
}
