package io.tributary.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a receiver that reads what it gets by the protocol's own definition. */
class MetricsPushTest {
  @TempDir Path folder;
  private final List<ExportMetricsServiceRequest> received = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().getPath());
          keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("api-key")));
          received.add(
              ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private List<String> send(String... settings) throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return Telemetry.send(TelemetryFixture.facts(folder), environment);
  }

  /** All values by name, unit and attributes. */
  private Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    for (ResourceMetrics resource : received.get(0).getResourceMetricsList()) {
      for (Metric metric : resource.getScopeMetrics(0).getMetricsList()) {
        for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
          String series =
              metric.getName() + " " + metric.getUnit() + " " + text(point.getAttributesList());
          values.put(series, point.getAsDouble());
        }
      }
    }
    return values;
  }

  private static String text(List<KeyValue> attributes) {
    return attributes.stream()
        .map(one -> one.getKey() + "=" + one.getValue().getStringValue())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @Test
  void everyFigureOfTheSummaryArrivesWithItsUnit() throws IOException {
    assertThat(send("OTEL_EXPORTER_OTLP_ENDPOINT", address())).isEmpty();

    assertThat(paths).containsExactly("/v1/metrics");
    Map<String, Double> values = values();
    String common = " day=latest partner=overseas-1";
    assertThat(values)
        .containsEntry("tributary.stage.duration s" + common + " stage=merge", 61.5)
        .containsEntry("tributary.stage.cpu s" + common + " stage=merge", 90.25)
        .containsEntry("tributary.stage.memory.peak By" + common + " stage=merge", 1048576.0)
        .containsEntry("tributary.stage.failures {attempt}" + common + " stage=merge", 1.0)
        .containsEntry("tributary.stage.read By" + common + " stage=merge", 7.0)
        .containsEntry("tributary.table.delivered {record}" + common + " table=booking", 7.0)
        .containsEntry("tributary.table.merged {record}" + common + " table=room_rate", 40.0)
        .containsEntry("tributary.table.quarantined {record}" + common + " table=room_rate", 2.0)
        .containsEntry("tributary.table.verdict {verdict}" + common + " table=booking", 2.0)
        .containsEntry("tributary.table.published {table}" + common + " table=booking", 0.0)
        .containsEntry("tributary.archives.missing {archive}" + common, 2.0)
        .containsEntry("tributary.archives.refused {archive}" + common, 1.0)
        .containsEntry("tributary.delivery.late s" + common, 120.0)
        .containsEntry("tributary.day.findings {finding}" + common + " severity=warn", 1.0)
        .containsEntry("tributary.slo.objective 1" + common + " slo=correct", 0.99)
        .containsEntry("tributary.slo.budget.left {day}" + common + " slo=fresh", -1.0)
        .doesNotContainKey("tributary.slo.budget.left {day}" + common + " slo=correct")
        .containsEntry("tributary.alerts.undelivered {alert}" + common, 3.0)
        .doesNotContainKey("tributary.table.merged {record}" + common + " table=booking");
    assertThat(values.keySet().stream().map(series -> series.split(" ", 2)[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(MetricName.values()).map(MetricName::text).toList());
  }

  @Test
  void theEnvironmentSaysWhereWithWhatKeyAndWhoSends() throws IOException {
    assertThat(
            send(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", address() + "/otlp",
                "OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b+c",
                "OTEL_SERVICE_NAME", "lake",
                "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test"))
        .isEmpty();
    assertThat(paths).containsExactly("/otlp");
    assertThat(keys).containsExactly("a b+c");
    assertThat(text(received.get(0).getResourceMetrics(0).getResource().getAttributesList()))
        .contains("service.name=lake", "deployment.environment=test");
  }

  @Test
  void aReceiverThatIsAwayOrRefusesIsSaidWithoutItsAddress() throws IOException {
    assertThat(send("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1/s3cret"))
        .containsExactly("metrics could not be sent: ConnectException");
    status = 503;
    assertThat(send("OTEL_EXPORTER_OTLP_ENDPOINT", address()))
        .containsExactly("metrics could not be sent: HTTP 503");
    assertThat(send("OTEL_EXPORTER_OTLP_ENDPOINT", "no address: s3cret"))
        .singleElement()
        .asString()
        .startsWith("metrics could not be sent: ")
        .doesNotContain("s3cret");
  }

  @Test
  void whatIsSwitchedOffIsNotSent() throws IOException {
    List<String> problems = new ArrayList<>();
    problems.addAll(send());
    problems.addAll(send("OTEL_EXPORTER_OTLP_ENDPOINT", address(), "OTEL_SDK_DISABLED", "true"));
    problems.addAll(
        send("OTEL_EXPORTER_OTLP_ENDPOINT", address(), "OTEL_METRICS_EXPORTER", "none"));
    assertThat(problems).isEmpty();
    assertThat(received).isEmpty();
  }
}
