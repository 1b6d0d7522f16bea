package io.tributary.alert;

import io.tributary.core.config.AlertSpec;
import io.tributary.core.config.AlertSpec.Format;
import io.tributary.core.config.AlertSpec.Webhook;
import io.tributary.core.document.Severity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts JSON to a web address. */
final class WebhookCourier implements Courier {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String label;
  private final Severity least;
  private final Webhook webhook;

  WebhookCourier(int place, AlertSpec spec, Webhook webhook) {
    this.label = "alerts[" + place + "] (webhook)";
    this.least = spec.severity();
    this.webhook = webhook;
  }

  @Override
  public String id() {
    String address = webhook.format() + " " + webhook.address().reveal();
    return "webhook-" + Alert.sha256(address.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Severity least() {
    return least;
  }

  @Override
  public Optional<Problem> deliver(Message message) throws InterruptedException {
    HttpRequest request;
    try {
      request = request(message);
    } catch (IllegalArgumentException e) {
      return Optional.of(new Problem("its address is not a web address", false));
    }
    CompletableFuture<HttpResponse<Void>> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build()
            .sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      // The request's own timeout ends with the headers; this one covers an endless body too.
      return judge(answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).statusCode());
    } catch (TimeoutException e) {
      return Optional.of(new Problem("no answer within " + TIMEOUT.toSeconds() + " s", true));
    } catch (ExecutionException e) {
      // Messages of some of these quote the address.
      return Optional.of(new Problem(e.getCause().getClass().getSimpleName(), true));
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(Message message) {
    boolean event = webhook.format() == Format.CLOUDEVENTS;
    return HttpRequest.newBuilder(URI.create(webhook.address().reveal()))
        .timeout(TIMEOUT)
        .header(
            "Content-Type",
            event
                ? "application/cloudevents+json; charset=utf-8"
                : "application/json; charset=utf-8")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                event ? CloudEvent.of(message) : SlackText.of(message)))
        .build();
  }

  private static Optional<Problem> judge(int status) {
    if (status >= 200 && status < 300) {
      return Optional.empty();
    }
    boolean later = status >= 500 || status == 408 || status == 425 || status == 429;
    return Optional.of(new Problem("HTTP " + status, later));
  }
}
