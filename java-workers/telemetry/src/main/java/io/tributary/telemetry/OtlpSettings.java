package io.tributary.telemetry;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where metrics go, by OpenTelemetry's own environment variables: {@code
 * OTEL_EXPORTER_OTLP_METRICS_ENDPOINT} as it is, or {@code OTEL_EXPORTER_OTLP_ENDPOINT} with {@code
 * /v1/metrics} behind it; {@code …_HEADERS}, {@code OTEL_RESOURCE_ATTRIBUTES}, {@code
 * OTEL_SERVICE_NAME}. The protocol is {@code http/protobuf}.
 *
 * @param url where to
 * @param headers secrets, as a rule
 * @param resource attributes of who sends
 */
record OtlpSettings(URI url, Map<String, String> headers, Map<String, String> resource) {

  /** The settings; empty when metrics are to be sent nowhere. */
  static Optional<OtlpSettings> of(Map<String, String> environment) {
    boolean off =
        environment.getOrDefault("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true")
            || environment.getOrDefault("OTEL_METRICS_EXPORTER", "").equals("none");
    String exact = environment.getOrDefault("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "").strip();
    String base = environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "").strip();
    if (off || (exact.isEmpty() && base.isEmpty())) {
      return Optional.empty();
    }
    String slash = base.endsWith("/") ? "" : "/";
    URI url = URI.create(exact.isEmpty() ? base + slash + "v1/metrics" : exact);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name :
        new String[] {"OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_METRICS_HEADERS"}) {
      headers.putAll(pairs(environment.getOrDefault(name, "")));
    }
    Map<String, String> resource = new LinkedHashMap<>();
    resource.put("service.name", "tributary");
    resource.putAll(pairs(environment.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", "")));
    String service = environment.getOrDefault("OTEL_SERVICE_NAME", "");
    if (!service.isBlank()) {
      resource.put("service.name", service);
    }
    return Optional.of(new OtlpSettings(url, headers, resource));
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        // W3C baggage: the value may be percent-encoded, and a plus is a plus.
        String value = pair.substring(equals + 1).strip().replace("+", "%2B");
        pairs.put(
            pair.substring(0, equals).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return pairs;
  }
}
