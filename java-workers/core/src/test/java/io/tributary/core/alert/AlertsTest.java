package io.tributary.core.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tributary.core.config.AlertSpec;
import io.tributary.core.config.Secret;
import io.tributary.core.document.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          received.add(path + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(path.equals("/broken") ? 500 : 200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whoAsksForASeverityIsToldOfItAndOfGraverOnes() {
    Alerts alerts = new Alerts("overseas-1", List.of(to("warn", "/a"), to("critical", "/b")));
    alerts.send(Severity.ERROR, "no delivery \"yet\"", Map.of("date", "2025-03-17"));
    assertThat(received)
        .containsExactly(
            "/a {\"text\":\"no delivery \\\"yet\\\"\",\"severity\":\"error\","
                + "\"partner\":\"overseas-1\",\"date\":\"2025-03-17\"}");
  }

  @Test
  void oneThatCannotBeToldDoesNotKeepOthersFromIt() {
    Alerts alerts =
        new Alerts(
            "overseas-1",
            List.of(
                new AlertSpec("warn", new Secret("http://127.0.0.1:1/")),
                new AlertSpec("warn", new Secret("not an address")),
                to("warn", "/broken"),
                to("warn", "/b")));
    alerts.send(Severity.WARN, "text", Map.of());
    assertThat(received).hasSize(2).last().asString().startsWith("/b ");
  }

  private AlertSpec to(String severity, String path) {
    return new AlertSpec(
        severity, new Secret("http://127.0.0.1:" + server.getAddress().getPort() + path));
  }
}
