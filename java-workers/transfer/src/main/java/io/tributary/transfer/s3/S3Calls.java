package io.tributary.transfer.s3;

import io.tributary.core.store.RemoteCalls;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** Counts the requests to S3, and how many of them were repetitions. */
final class S3Calls implements MetricPublisher {
  @Override
  public void publish(MetricCollection call) {
    int repeats =
        call.metricValues(CoreMetric.RETRY_COUNT).stream().mapToInt(Integer::intValue).sum();
    RemoteCalls.STORAGE.asked(1 + repeats);
    RemoteCalls.STORAGE.repeated(repeats);
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
