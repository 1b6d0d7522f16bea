package io.tributary.core.alert;

import io.tributary.core.config.AlertSpec;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts alerts to a partner's webhooks, as JSON whose {@code text} chat services show. An alert
 * that cannot be sent is logged and changes nothing else: the data never waits for a messenger. The
 * addresses are secrets and appear in no log.
 */
public final class Alerts {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  private final String partner;
  private final List<AlertSpec> receivers;

  public Alerts(PartnerSpec partner) {
    this(partner.partner(), partner.alerts());
  }

  Alerts(String partner, List<AlertSpec> receivers) {
    this.partner = partner;
    this.receivers = List.copyOf(receivers);
  }

  /**
   * Tells everyone who wants to know of this severity.
   *
   * @param text one line for a person
   * @param fields what programs may want to know beside it
   */
  public void send(Severity severity, String text, Map<String, String> fields) {
    LOG.warn("alert ({}): {}", name(severity), text);
    Map<String, String> body = new LinkedHashMap<>();
    body.put("text", text);
    body.put("severity", name(severity));
    body.put("partner", partner);
    body.putAll(fields);
    String json = Json.line(body);
    for (int i = 0; i < receivers.size(); i++) {
      AlertSpec receiver = receivers.get(i);
      if (from(receiver).compareTo(severity) <= 0) {
        Optional<String> problem = post(receiver.webhook().reveal(), json);
        if (problem.isPresent()) {
          LOG.warn("the alert did not reach receiver {} of 'alerts': {}", i + 1, problem.get());
        }
      }
    }
  }

  /** Sends, or says without the address why not. */
  private static Optional<String> post(String address, String json) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json; charset=utf-8")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status >= 200 && status < 300 ? Optional.empty() : Optional.of("HTTP " + status);
    } catch (IllegalArgumentException e) {
      return Optional.of("its address is not an http address");
    } catch (IOException e) {
      // Messages of some of these quote the address.
      return Optional.of(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static Severity from(AlertSpec receiver) {
    return Severity.valueOf(receiver.severity().toUpperCase(Locale.ROOT));
  }

  private static String name(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
