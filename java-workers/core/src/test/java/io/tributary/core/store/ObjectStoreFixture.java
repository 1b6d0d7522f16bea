package io.tributary.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.error.PreconditionFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A store to test, and what tests of stores need again and again. */
public abstract class ObjectStoreFixture {
  /** The store under test; the same one for all tests of a class, or a new one for each. */
  protected abstract ObjectStore store();

  /** A place below which nothing is yet. */
  protected abstract Location root();

  /** Whether the server compares and replaces in one step; the ones used in production do. */
  protected boolean comparesAtomically() {
    return true;
  }

  /** Whether the server lists more than a thousand uploads; the ones used in production do. */
  protected boolean pagesUploads() {
    return true;
  }

  private final Random random = new Random(42);

  ObjectInfo put(Location object, String text) {
    return store().write(object, Payload.of(text), WriteCondition.none());
  }

  String text(Location object) {
    try (InputStream in = store().read(object)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String range(Location object, long offset, long length) throws IOException {
    try (InputStream in = store().read(object, offset, length)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  static List<String> race(int writers, Attempt attempt, Name name) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    CyclicBarrier start = new CyclicBarrier(writers);
    List<String> winners = Collections.synchronizedList(new ArrayList<>());
    try {
      List<Future<?>> attempts = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        int writer = i;
        attempts.add(
            threads.submit(
                () -> {
                  start.await();
                  try {
                    attempt.run(writer);
                    winners.add(name.of(writer));
                  } catch (PreconditionFailedException expected) {
                    // The losers' result.
                  }
                  return null;
                }));
      }
      for (Future<?> each : attempts) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a loser must be told so", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return winners;
  }

  interface Attempt {
    ObjectInfo run(int writer);
  }

  interface Name {
    String of(int writer);
  }
}
