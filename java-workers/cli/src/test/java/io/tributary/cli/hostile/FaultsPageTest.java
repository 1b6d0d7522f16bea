package io.tributary.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the page of faults says of archives, CSV files and bugs is what the tests here hold. */
class FaultsPageTest {
  private static final Path PAGE = Path.of("../../tests/FAULTS.md");

  @Test
  void thePageSaysWhatIsTried() throws IOException {
    section("hostile", archivesAndFiles());
  }

  @Test
  void thePageSaysWhichBugsAreCaught() throws IOException {
    section("mutants", mutants());
  }

  /** A section of the page lies between two comments that name it. */
  private static void section(String name, String made) throws IOException {
    String page = Files.readString(PAGE);
    String begin = "<!-- " + name + ": ";
    int from = page.indexOf("-->\n", page.indexOf(begin)) + "-->\n".length();
    int to = page.indexOf("<!-- end of " + name + " -->");
    assertThat(to).as("the section %s of %s", name, PAGE).isGreaterThanOrEqualTo(from);
    if (System.getProperty("update") != null) {
      Files.writeString(PAGE, page.substring(0, from) + made + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to))
        .as("%s is old; the comment in it says how to make it anew", PAGE)
        .isEqualTo(made);
  }

  private static String archivesAndFiles() {
    Map<String, List<Fault>> families = new LinkedHashMap<>();
    for (Fault fault : Catalogue.all()) {
      families.computeIfAbsent(fault.family(), unused -> new ArrayList<>()).add(fault);
    }
    StringBuilder text = new StringBuilder();
    text.append(
        """

        | class | tried | accepted whole | archives refused | members refused | with records in quarantine | bytes lost |
        |---|---|---|---|---|---|---|
        """);
    families.forEach((family, faults) -> text.append(figures(family, faults)));
    text.append(figures("**all**", Catalogue.all()));
    families.forEach(
        (family, faults) ->
            text.append("\n### ")
                .append(family)
                .append("\n\n")
                .append(family.contains("other projects") ? byProject(faults) : oneByOne(faults)));
    return text.append('\n').toString();
  }

  private static String figures(String family, List<Fault> faults) {
    long archives = faults.stream().filter(it -> it.expected().refusal().isPresent()).count();
    long members = faults.stream().filter(it -> it.expected().memberRefusal().isPresent()).count();
    long quarantine = faults.stream().filter(it -> !it.expected().quarantine().isEmpty()).count();
    return "| %s | %d | %d | %d | %d | %d | 0 |\n"
        .formatted(
            family,
            faults.size(),
            faults.size() - archives - members - quarantine,
            archives,
            members,
            quarantine);
  }

  private static String oneByOne(List<Fault> faults) {
    StringBuilder table = new StringBuilder("| what | made by | outcome |\n|---|---|---|\n");
    for (Fault fault : faults) {
      table.append(
          "| %s | %s | %s |\n".formatted(fault.what(), fault.maker(), fault.expected().shown()));
    }
    return table.toString();
  }

  private static String byProject(List<Fault> faults) {
    Map<String, Map<String, List<String>>> projects = new TreeMap<>();
    for (Fault fault : faults) {
      Expected expected = fault.expected();
      String outcome =
          expected
              .refusal()
              .or(expected::memberRefusal)
              .map(reason -> "`" + reason + "`")
              .orElse(expected.quarantine().isEmpty() ? "accepted" : "quarantine");
      projects
          .computeIfAbsent(fault.maker(), unused -> new TreeMap<>())
          .computeIfAbsent(outcome, unused -> new ArrayList<>())
          .add(fault.what());
    }
    StringBuilder table = new StringBuilder("| project | files | outcome |\n|---|---|---|\n");
    projects.forEach(
        (project, outcomes) ->
            outcomes.forEach(
                (outcome, names) ->
                    table.append(
                        "| %s | %d: %s | %s |\n"
                            .formatted(project, names.size(), String.join(", ", names), outcome))));
    return table.toString();
  }

  private static String mutants() {
    return "\n| bug | planted | caught by |\n|---|---|---|\n"
        + rows(PromiseMutationTest.ofExtraction(), "between `extract` and `merge`")
        + rows(PromiseMutationTest.ofMerge(), "behind `merge`")
        + "\n";
  }

  private static String rows(List<PromiseMutationTest.Mutant> mutants, String where) {
    return mutants.stream()
        .map(
            mutant ->
                "| %s | %s | `verify%s` |\n"
                    .formatted(mutant.what(), where, mutant.deep() ? " --deep" : ""))
        .collect(Collectors.joining());
  }
}
