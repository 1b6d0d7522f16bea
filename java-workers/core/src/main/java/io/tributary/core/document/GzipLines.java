package io.tributary.core.document;

import io.tributary.core.error.DataException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a compressed object, each read as an entry while the stream is consumed. Bytes that
 * are no gzip any more, or a line that is no entry, are damage, which no retry heals; everything
 * else that fails is the storage's trouble.
 */
public final class GzipLines {
  private static final int BUFFER = 64 * 1024;

  private GzipLines() {}

  /**
   * The entries in order. The caller closes the stream.
   *
   * @param in the compressed bytes; closed with the stream
   * @param from where they come from, for messages
   * @param parser of one line; what it throws means that the line is damaged
   * @param remedy what to do about a damaged object, for the message
   * @throws DataException from the stream when the object is damaged
   * @throws TemporaryException from the stream when it cannot be read now
   */
  public static <T> Stream<T> read(
      InputStream in, Location from, Function<String, T> parser, String remedy) {
    Entries<T> entries = new Entries<>(in, from, parser, remedy);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(entries::close);
  }

  private static final class Entries<T> implements Iterator<T> {
    private final InputStream in;
    private final Location from;
    private final Function<String, T> parser;
    private final String remedy;
    private BufferedReader reader;
    private T next;

    Entries(InputStream in, Location from, Function<String, T> parser, String remedy) {
      this.in = in;
      this.from = from;
      this.parser = parser;
      this.remedy = remedy;
    }

    @Override
    public boolean hasNext() {
      if (next == null) {
        next = entry();
      }
      return next != null;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      T entry = next;
      next = null;
      return entry;
    }

    private T entry() {
      String line = line();
      try {
        return line == null ? null : parser.apply(line);
      } catch (RuntimeException e) {
        throw damaged(e);
      }
    }

    private String line() {
      try {
        if (reader == null) {
          reader =
              new BufferedReader(
                  new InputStreamReader(new GZIPInputStream(in, BUFFER), StandardCharsets.UTF_8));
        }
        return reader.readLine();
      } catch (ZipException | EOFException e) {
        throw damaged(e);
      } catch (IOException e) {
        throw new TemporaryException("cannot read " + from + "; try again", e);
      }
    }

    private DataException damaged(Exception cause) {
      return new DataException(from + " is damaged; " + remedy, cause);
    }

    void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new TemporaryException("cannot close " + from + "; try again", e);
      }
    }
  }
}
