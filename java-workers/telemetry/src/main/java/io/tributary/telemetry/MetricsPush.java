package io.tributary.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends gauges once, by OTLP over HTTP, within a bounded time. */
final class MetricsPush {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final OtlpSettings settings;
  private Optional<String> problem = Optional.empty();

  private MetricsPush(OtlpSettings settings) {
    this.settings = settings;
  }

  /** Sends; says why not, without addresses or headers. */
  static Optional<String> send(OtlpSettings settings, List<DayMetrics.Value> values) {
    MetricsPush push = new MetricsPush(settings);
    OtlpMeterRegistry registry =
        OtlpMeterRegistry.builder(push.config())
            .clock(Clock.SYSTEM)
            .metricsSender(push::post)
            .build();
    for (DayMetrics.Value value : values) {
      Gauge.builder(value.name().text(), value::value)
          .baseUnit(value.name().unit())
          .description(value.name().meaning())
          .tags(
              value.attributes().entrySet().stream()
                  .map(attribute -> Tag.of(attribute.getKey(), attribute.getValue()))
                  .toList())
          .strongReference(true)
          .register(registry);
    }
    // Publishes; the timer between is longer than any worker lives.
    registry.close();
    return push.problem;
  }

  private OtlpConfig config() {
    return new OtlpConfig() {
      @Override
      public String get(String key) {
        return null;
      }

      @Override
      public String url() {
        // For the registry's log only: a path or query may be a secret.
        return settings.url().getScheme() + "://" + settings.url().getHost();
      }

      @Override
      public Duration step() {
        return Duration.ofDays(1);
      }

      @Override
      public Map<String, String> headers() {
        return settings.headers();
      }

      @Override
      public Map<String, String> resourceAttributes() {
        return settings.resource();
      }
    };
  }

  /** Throws nothing: the registry would log addresses and headers' names with a stack trace. */
  private void post(OtlpMetricsSender.Request request) {
    if (problem.isPresent()) {
      return;
    }
    try {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(settings.url())
              .timeout(TIMEOUT)
              .header("Content-Type", "application/x-protobuf")
              .POST(HttpRequest.BodyPublishers.ofByteArray(request.getMetricsData()));
      settings.headers().forEach(builder::header);
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(TIMEOUT)
              .build();
      CompletableFuture<HttpResponse<Void>> answer =
          client.sendAsync(builder.build(), HttpResponse.BodyHandlers.discarding());
      try {
        int status = answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        problem = status / 100 == 2 ? Optional.empty() : Optional.of("HTTP " + status);
      } finally {
        answer.cancel(true);
      }
    } catch (TimeoutException e) {
      problem = Optional.of("no answer within " + TIMEOUT.toSeconds() + " s");
    } catch (ExecutionException e) {
      problem = Optional.of(e.getCause().getClass().getSimpleName());
    } catch (IllegalArgumentException e) {
      problem = Optional.of("the address or a header is not one of HTTP");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problem = Optional.of("interrupted");
    }
  }
}
