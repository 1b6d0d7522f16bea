package io.tributary.quality.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.ConfigurationException;
import io.tributary.quality.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ContractTest {
  @Test
  void aContractWithoutTablesSaysNothing() {
    assertThat(ContractText.read("").tables()).isEmpty();
    assertThat(ContractText.read("").dayRules()).isEmpty();
  }

  @Test
  void aTableWithoutRulesStillHasItsColumns() {
    TableContract table = ContractText.table("description: Prices by night");
    assertThat(table.table()).isEqualTo("room_rate");
    assertThat(table.description()).isEqualTo("Prices by night");
    assertThat(table.columns())
        .extracting(ContractColumn::name)
        .containsExactly("hotel_id", "price");
    assertThat(table.rules()).extracting(Rule::name).containsExactly("contract-columns");
    assertThat(table.checks()).isEmpty();
    assertThat(table.queries()).isEmpty();
  }

  @Test
  void physicalNamesAreThoseOfTheData() {
    Contract contract =
        ContractText.read(
            """
            schema:
              - name: Rates
                physicalName: room_rate
                properties:
                  - {name: Price, physicalName: price_krw, required: true}
            """);
    TableContract table = contract.table("room_rate").orElseThrow();
    assertThat(table.column("PRICE_KRW"))
        .get()
        .extracting(ContractColumn::property)
        .isEqualTo("Price");
    assertThat(table.checks())
        .containsExactly(
            new ValueCheck("price_krw-required", "price_krw", new ValueTest.NotNull(), false));
  }

  @Test
  void theDigestKnowsMeaningAndNotLayout() {
    String digest = ContractText.column("logicalType: string\nrequired: true").digest();
    assertThat(ContractText.column("required:   true  # must\nlogicalType: \"string\"").digest())
        .isEqualTo(digest);
    assertThat(ContractText.column("required: false\nlogicalType: string").digest())
        .isNotEqualTo(digest);
    assertThat(ContractText.column("examples: [1]").digest())
        .isEqualTo(ContractText.column("examples: [1.0]").digest())
        .isNotEqualTo(ContractText.column("examples: ['1']").digest());
  }

  @Test
  void aFileThatIsNotThereIsAMistakeOfTheConfiguration() {
    assertThatThrownBy(() -> Contract.read(Path.of("/no/such.odcs.yaml")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("there is no data contract /no/such.odcs.yaml; check the path");
  }

  @Test
  void whatIsNoYamlIsSaidWithItsLine() {
    assertThat(ContractText.mistakes("schema: ["))
        .singleElement()
        .asString()
        .startsWith("6: is no YAML");
    assertThat(ContractText.mistakes("id: again"))
        .contains("6: id: is there already, on line 3; remove one of them");
  }
}
