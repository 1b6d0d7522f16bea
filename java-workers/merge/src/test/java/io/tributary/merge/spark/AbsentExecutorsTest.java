package io.tributary.merge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.TemporaryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A clock that the test sets, over jobs that a real Spark would run for ever. */
@Timeout(60)
class AbsentExecutorsTest {
  private final TableSession other = SharedSpark.runtime().session("other", Map.of(), 1);
  private final HopelessTasks jobs = new HopelessTasks(other.context().sc());
  private final TableSession session =
      new TableSession(
          "t", other.context().sc(), jobs, new SessionShuffles(other.context().sc()), other::sql);
  private final AtomicLong now = new AtomicLong();
  private final AtomicBoolean present = new AtomicBoolean();
  private final AbsentExecutors absent =
      new AbsentExecutors(jobs, Duration.ofMinutes(15), present::get, now::get);

  private CompletableFuture<Long> begin() throws InterruptedException {
    CompletableFuture<Long> job =
        CompletableFuture.supplyAsync(
            () ->
                session.run(
                    "waiting",
                    () ->
                        session
                            .tasks(List.of(1))
                            .map(
                                item -> {
                                  TimeUnit.MINUTES.sleep(5);
                                  return item;
                                })
                            .count()));
    while (!jobs.watching() && !job.isDone()) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return job;
  }

  private void lookAfter(Duration more) {
    now.addAndGet(more.toNanos());
    absent.look();
  }

  /** Spark may be told to end a job before the job has begun. */
  private void ends(CompletableFuture<Long> job) throws InterruptedException {
    while (!job.isDone()) {
      absent.look();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThatThrownBy(job::join)
        .cause()
        .isInstanceOf(TemporaryException.class)
        .hasMessageContaining("has run for 900 s")
        .hasMessageContaining("merge.executor-timeout");
  }

  @Test
  void jobsThatNoExecutorComesForAreGivenUp() throws InterruptedException {
    absent.look();
    CompletableFuture<Long> first = begin();
    absent.look();
    lookAfter(Duration.ofMinutes(14));
    assertThat(first).isNotDone();
    lookAfter(Duration.ofMinutes(1));
    ends(first);

    // The next table's job does not wait as long again.
    ends(begin());
  }

  @Test
  void oneExecutorIsEnoughToWaitFor() throws InterruptedException {
    present.set(true);
    CompletableFuture<Long> job = begin();
    absent.look();
    lookAfter(Duration.ofHours(1));
    assertThat(job).isNotDone();

    present.set(false);
    absent.look();
    lookAfter(Duration.ofMinutes(14));
    assertThat(job).isNotDone();
    lookAfter(Duration.ofMinutes(1));
    ends(job);
  }
}
