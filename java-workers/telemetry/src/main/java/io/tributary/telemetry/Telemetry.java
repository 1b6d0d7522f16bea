package io.tributary.telemetry;

import io.openlineage.client.OpenLineage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what machines want to know of a day to where the environment says: metrics by OTLP ({@code
 * OTEL_EXPORTER_OTLP_…}), lineage by OpenLineage ({@code OPENLINEAGE_…}). Bounded in time; what
 * could not be sent is logged and returned, and is sent by the next summary of the day.
 */
public final class Telemetry {
  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

  private Telemetry() {}

  /** Whether anything is to be sent anywhere. */
  public static boolean wanted(Map<String, String> environment) {
    return LineageSettings.wanted(environment)
        || !environment.getOrDefault("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "").isBlank()
        || !environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "").isBlank();
  }

  /**
   * Sends all.
   *
   * @return one sentence for each kind that could not be sent
   */
  public static List<String> send(DayFacts facts, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    problem("metrics", () -> metrics(facts, environment)).ifPresent(problems::add);
    problem("lineage", () -> lineage(facts, environment)).ifPresent(problems::add);
    return problems;
  }

  /** Sends one kind; says why not. */
  @FunctionalInterface
  private interface Sending {
    Optional<String> send();
  }

  private static Optional<String> problem(String what, Sending sending) {
    Optional<String> problem;
    try {
      problem = sending.send();
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("{} could not be made", what, e);
      problem = Optional.of(e.getClass().getSimpleName());
    }
    Optional<String> sentence = problem.map(why -> what + " could not be sent: " + why);
    sentence.ifPresent(LOG::warn);
    return sentence;
  }

  private static Optional<String> metrics(DayFacts facts, Map<String, String> environment) {
    return OtlpSettings.of(environment)
        .flatMap(settings -> MetricsPush.send(settings, DayMetrics.of(facts)));
  }

  private static Optional<String> lineage(DayFacts facts, Map<String, String> environment) {
    if (!LineageSettings.wanted(environment)) {
      return Optional.empty();
    }
    String namespace = environment.getOrDefault("OPENLINEAGE_NAMESPACE", "tributary");
    List<OpenLineage.RunEvent> events = new LineageEvents(facts, namespace).events();
    return LineagePush.send(() -> LineageSettings.client(environment), events);
  }
}
