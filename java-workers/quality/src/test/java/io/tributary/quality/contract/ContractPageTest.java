package io.tributary.quality.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.PartnerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page on contracts and the sample partner's contract say what is so. */
class ContractPageTest {
  private static final Path PARTNERS = Path.of("..", "..", "dags", "partners");
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TestFactory
  List<DynamicTest> everyExampleIsAContract() throws IOException {
    String page = Files.readString(PARTNERS.resolve("CONTRACTS.md"));
    List<String> blocks = BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThan(5);
    return blocks.stream()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.lines().skip(1).findFirst().orElse(""),
                    () ->
                        assertThat(
                                block.startsWith("apiVersion")
                                    ? Contract.read(ContractText.file(block)).tables()
                                    : ContractText.read(block).tables())
                            .isNotEmpty()))
        .toList();
  }

  @Test
  void everyRuleAndKindOfDriftIsOnThePage() throws IOException {
    String page = Files.readString(PARTNERS.resolve("CONTRACTS.md"));
    CustomReader.RULES.forEach(rule -> assertThat(page).contains("| `" + rule + "` |"));
    DriftLimit.Kind.words().forEach(kind -> assertThat(page).contains("`" + kind + "`"));
    Comparison.Operator.keys().forEach(key -> assertThat(page).contains("`" + key + "`"));
    TypeOptions.TEXTS.keySet().forEach(format -> assertThat(page).contains("`" + format + "`"));
  }

  @Test
  void theSamplePartnersContractIsOne() {
    Path file = PARTNERS.resolve("overseas-1.yaml");
    Optional<Contract> contract = Contract.of(PartnerFile.read(file, Map.of()));
    assertThat(contract.orElseThrow().tables()).containsKeys("hotel", "room_rate", "booking");
    assertThat(contract.orElseThrow().dayRules()).hasSize(2);
  }
}
