package io.tributary.quality.contract;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.error.ConfigurationException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A partner's data contract: an Open Data Contract Standard v3.1 file, one {@code schema} object
 * for each table.
 *
 * <pre>{@code
 * apiVersion: v3.1.0
 * kind: DataContract
 * id: overseas-1
 * version: 1.0.0
 * status: active
 * schema:
 *   - name: room_rate
 *     properties:
 *       - name: price
 *         logicalType: number
 *         quality:
 *           - metric: nullValues
 *             mustBeLessThan: 5
 *             unit: percent
 *             severity: warn
 * }</pre>
 *
 * @param file that it was read from
 * @param tables by name
 */
public record Contract(Path file, Map<String, TableContract> tables) {
  public Contract {
    tables = Collections.unmodifiableMap(new TreeMap<>(tables));
  }

  /**
   * Reads a contract.
   *
   * @throws ConfigurationException that names file, line and key of every mistake, and what would
   *     be right, a line each
   */
  public static Contract read(Path file) {
    return ContractReader.read(file, Optional.empty());
  }

  /**
   * Reads a contract, and holds it against a partner file that may name another one.
   *
   * @throws ConfigurationException that names file, line and key of every mistake, and what would
   *     be right, a line each
   */
  public static Contract read(Path file, PartnerSpec partner) {
    return ContractReader.read(file, Optional.of(partner));
  }

  /**
   * Reads the contract of a partner, and holds it against the partner file.
   *
   * @return empty when the partner file names none
   * @throws ConfigurationException that names file, line and key of every mistake, and what would
   *     be right, a line each; also when the file is not there
   */
  public static Optional<Contract> of(PartnerSpec partner) {
    return partner.contractFile().map(file -> ContractReader.read(file, Optional.of(partner)));
  }

  /** What it says of a table. */
  public Optional<TableContract> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** The rules on the delivery as a whole, in the order of the tables that they stand with. */
  public List<DayRule> dayRules() {
    return tables.values().stream().flatMap(table -> table.dayRules().stream()).toList();
  }
}
