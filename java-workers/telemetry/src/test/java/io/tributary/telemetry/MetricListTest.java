package io.tributary.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of metrics for people is the code's, and the dashboards use nothing else. */
class MetricListTest {
  private static final Path PAGE = Path.of("METRICS.md");
  private static final Path DASHBOARDS = Path.of("../../helm/tributary/dashboards");
  private static final String BEGIN = "<!-- From here on made of the code: ";
  private static final String END = "-->\n";

  @Test
  void thePageHasEveryMetric() throws IOException {
    String page = Files.readString(PAGE);
    int made = page.indexOf(END, page.indexOf(BEGIN)) + END.length();
    if (System.getProperty("update") != null) {
      Files.writeString(PAGE, page.substring(0, made) + list());
      return;
    }
    assertThat(page.substring(made))
        .as("%s is old; the comment in it says how to make it anew", PAGE)
        .isEqualTo(list());
  }

  private static String list() {
    return "\n| metric | in Prometheus | unit | beside partner and day | meaning |\n"
        + "|---|---|---|---|---|\n"
        + Arrays.stream(MetricName.values())
            .map(
                name ->
                    "| `%s` | `%s` | `%s` | %s | %s |\n"
                        .formatted(
                            name.text(),
                            name.prometheus(),
                            name.unit(),
                            name.attribute().isEmpty() ? "–" : "`" + name.attribute() + "`",
                            name.meaning()))
            .collect(Collectors.joining());
  }

  @Test
  void grafanaAsksForMetricsOfTheList() throws IOException {
    Set<String> known =
        Arrays.stream(MetricName.values()).map(MetricName::prometheus).collect(Collectors.toSet());
    Set<String> used = used("grafana.json", "tributary_[a-z_]+");
    assertThat(used).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void datadogAsksForMetricsOfTheList() throws IOException {
    Set<String> known =
        Arrays.stream(MetricName.values()).map(MetricName::text).collect(Collectors.toSet());
    Set<String> used = used("datadog.json", "tributary\\.[a-z_.]+");
    assertThat(used).isNotEmpty().isSubsetOf(known);
  }

  private static Set<String> used(String file, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(DASHBOARDS.resolve(file)));
    Set<String> used = new TreeSet<>();
    while (matcher.find()) {
      used.add(matcher.group());
    }
    return used;
  }
}
