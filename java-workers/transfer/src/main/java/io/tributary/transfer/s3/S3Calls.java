package io.tributary.transfer.s3;

import io.tributary.core.store.RemoteCalls;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** Counts the requests to S3, and how many of them were repetitions. */
final class S3Calls implements MetricPublisher {
  /** The SDK publishes on the caller's thread, before the caller has the result or the error. */
  private static final ThreadLocal<Integer> ATTEMPTS = ThreadLocal.withInitial(() -> 1);

  /** Attempts of the call that this thread made last; not every error of the SDK tells its own. */
  static int attemptsOfLastCall() {
    return ATTEMPTS.get();
  }

  @Override
  public void publish(MetricCollection call) {
    int repeats =
        call.metricValues(CoreMetric.RETRY_COUNT).stream().mapToInt(Integer::intValue).sum();
    ATTEMPTS.set(1 + repeats);
    RemoteCalls.STORAGE.asked(1 + repeats);
    RemoteCalls.STORAGE.repeated(repeats);
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
