package io.tributary.quality.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.ExitCode;
import io.tributary.quality.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contract held against the partner file that names it. */
class ContractOfPartnerTest {
  private static final String HEAD =
      "apiVersion: v3.1.0\nkind: DataContract\nid: c\nversion: 1.0.0\nstatus: active\n";

  @TempDir private Path folder;

  @Test
  void aPartnerNeedsNone() throws IOException {
    assertThat(Contract.of(partner(""))).isEmpty();
  }

  @Test
  void aMissingFileIsNamedWithTheKeyThatNamesIt() throws IOException {
    PartnerSpec partner = partner("contract: p.odcs.yaml");
    assertThatThrownBy(() -> Contract.of(partner))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "there is no data contract "
                + folder.resolve("p.odcs.yaml")
                + ", which contract in "
                + folder.resolve("p.yaml")
                + " names; write its path relative to that file, or remove the key")
        .extracting(e -> ((ConfigurationException) e).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void onlyListedTablesCanBeSpokenOf() throws IOException {
    PartnerSpec partner = partner("contract: p.odcs.yaml\ntables: {room_rate: {}, hotel: {}}");
    contract("schema: [{name: room_rat}, {name: hotel}]");
    assertThatThrownBy(() -> Contract.of(partner))
        .hasMessageEndingWith(
            ":6: schema[0].name: 'room_rat' is no table of p.yaml; did you mean room_rate?");
  }

  @Test
  void slipsOfListedColumnsAreRefused() throws IOException {
    PartnerSpec partner =
        partner("contract: p.odcs.yaml\ntables: {hotel: {columns: [hotel_id, title]}}");
    contract("schema: [{name: hotel, properties: [{name: titel}, {name: stars}]}]");
    assertThatThrownBy(() -> Contract.of(partner))
        .hasMessageEndingWith(
            ":6: schema[0].properties[0].name: 'titel' is none of the columns that p.yaml lists"
                + " for hotel; did you mean title? If not, list it there");
    contract("schema: [{name: hotel, properties: [{name: Title}, {name: stars}]}]");
    assertThat(Contract.of(partner)).isPresent();
  }

  @Test
  void aKeyThatMergeCountsAnywayIsNoQuery() throws IOException {
    PartnerSpec partner =
        partner("contract: p.odcs.yaml\ntables: {hotel: {primary-key: [Hotel ID]}, city: {}}");
    contract(
        """
        schema:
          - {name: hotel, properties: [{name: hotel_id, primaryKey: true}]}
          - {name: city, properties: [{name: city_id, primaryKey: true}]}
        """);
    Contract contract = Contract.of(partner).orElseThrow();
    assertThat(contract.table("hotel").orElseThrow().queries()).isEmpty();
    assertThat(contract.table("hotel").orElseThrow().rules())
        .extracting(Rule::name)
        .contains("primary-key");
    assertThat(contract.table("city").orElseThrow().queries()).hasSize(1);
  }

  private PartnerSpec partner(String more) throws IOException {
    Path file = folder.resolve("p.yaml");
    Files.writeString(
        file,
        "partner: p\nsource: {uri: 'file:///in/{date}'}\nstorage: file:///out\n" + more + "\n");
    return PartnerFile.read(file, Map.of());
  }

  private void contract(String rest) throws IOException {
    Files.writeString(folder.resolve("p.odcs.yaml"), HEAD + rest);
  }
}
