package io.tributary.telemetry;

import io.openlineage.client.Clients;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.transports.ApiKeyTokenProvider;
import io.openlineage.client.transports.FileConfig;
import io.openlineage.client.transports.FileTransport;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import io.openlineage.client.transports.Transport;
import java.net.URI;
import java.util.Map;

/**
 * Where lineage goes, by OpenLineage's own environment variables: {@code OPENLINEAGE_URL} with
 * {@code OPENLINEAGE_ENDPOINT} and {@code OPENLINEAGE_API_KEY}; {@code
 * OPENLINEAGE__TRANSPORT__TYPE} {@code http} or {@code file} with its {@code …__URL} or {@code
 * …__LOCATION}; whatever else the client's library knows ({@code OPENLINEAGE_CONFIG}, …). {@code
 * OPENLINEAGE_DISABLED=true} sends nothing.
 */
final class LineageSettings {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final String TRANSPORT = "OPENLINEAGE__TRANSPORT__";

  private LineageSettings() {}

  static boolean wanted(Map<String, String> environment) {
    if (environment.getOrDefault("OPENLINEAGE_DISABLED", "").equalsIgnoreCase("true")) {
      return false;
    }
    return has(environment, "OPENLINEAGE_URL")
        || has(environment, "OPENLINEAGE_CONFIG")
        || has(environment, "OPENLINEAGE__TRANSPORT")
        || has(environment, TRANSPORT + "TYPE");
  }

  static OpenLineageClient client(Map<String, String> environment) {
    String type = environment.getOrDefault(TRANSPORT + "TYPE", "");
    if (has(environment, "OPENLINEAGE_URL")) {
      return client(
          http(
              environment.get("OPENLINEAGE_URL"),
              environment.get("OPENLINEAGE_ENDPOINT"),
              environment.get("OPENLINEAGE_API_KEY")));
    }
    if (type.equals("file") && has(environment, TRANSPORT + "LOCATION")) {
      return client(new FileTransport(new FileConfig(environment.get(TRANSPORT + "LOCATION"))));
    }
    if (type.equals("http") && !has(environment, TRANSPORT + "AUTH")) {
      return client(
          http(
              environment.get(TRANSPORT + "URL"),
              environment.get(TRANSPORT + "ENDPOINT"),
              environment.get(TRANSPORT + "AUTH__API_KEY")));
    }
    return Clients.newClient();
  }

  private static boolean has(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }

  private static OpenLineageClient client(Transport transport) {
    return new OpenLineageClient(transport);
  }

  private static Transport http(String url, String endpoint, String apiKey) {
    HttpConfig config = new HttpConfig();
    config.setUrl(URI.create(url));
    config.setTimeoutInMillis(TIMEOUT_MILLIS);
    if (endpoint != null && !endpoint.isBlank()) {
      config.setEndpoint(endpoint);
    }
    if (apiKey != null && !apiKey.isBlank()) {
      ApiKeyTokenProvider token = new ApiKeyTokenProvider();
      token.setApiKey(apiKey);
      config.setAuth(token);
    }
    return new HttpTransport(config);
  }
}
