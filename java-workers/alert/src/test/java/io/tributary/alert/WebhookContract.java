package io.tributary.alert;

import io.tributary.core.config.AlertSpec;
import io.tributary.core.config.AlertSpec.Format;
import io.tributary.core.config.AlertSpec.Webhook;
import io.tributary.core.config.Secret;
import io.tributary.core.document.Severity;
import io.tributary.core.fixture.WebhookServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Couriers to web addresses. */
abstract class WebhookContract extends CourierContract {
  WebhookServer server;
  private WebhookServer refusing;

  abstract Format format();

  @BeforeEach
  void start() throws IOException {
    server = new WebhookServer();
    refusing = new WebhookServer().answering(410);
  }

  @AfterEach
  void stop() {
    server.close();
    refusing.close();
  }

  Courier to(String address) {
    Webhook webhook = new Webhook(new Secret(address), format());
    return new WebhookCourier(0, new AlertSpec(Severity.WARN, webhook), webhook);
  }

  @Override
  Courier working() {
    return to(server.address("/hunter2"));
  }

  @Override
  Courier refused() {
    return to(refusing.address("/hunter2"));
  }

  @Override
  Courier away() {
    return to("http://127.0.0.1:1/hunter2");
  }

  @Override
  List<String> received() {
    return server.posts().stream().map(post -> text(post)).toList();
  }

  abstract String text(WebhookServer.Post post);

  @Override
  String secret() {
    return "hunter2";
  }
}
