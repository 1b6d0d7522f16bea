package io.tributary.merge.plan;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Waits for many small requests at once. */
public final class Parallel {
  private Parallel() {}

  /** What is done with each item. */
  public interface Work<T, R> {
    /** Does it; {@code order} is the item's place in the list. */
    Optional<R> of(int order, T item);
  }

  /** Does something with each item, some at once; the first failure is thrown when all are done. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <T, R> Optional<R>[] map(int atOnce, List<T> items, Work<T, R> work) {
    Optional<R>[] results = new Optional[items.size()];
    if (items.isEmpty()) {
      return results;
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(atOnce, items.size()));
    try {
      List<? extends Future<?>> running =
          IntStream.range(0, items.size())
              .mapToObj(i -> threads.submit(() -> results[i] = work.of(i, items.get(i))))
              .toList();
      for (Future<?> one : running) {
        one.get();
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof Error known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
