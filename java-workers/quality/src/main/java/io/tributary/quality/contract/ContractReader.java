package io.tributary.quality.contract;

import io.tributary.core.config.Mistakes;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.config.Spelling;
import io.tributary.core.config.YamlTree;
import io.tributary.core.error.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a contract: against the standard's schema, then for what it means here. */
final class ContractReader {
  private final Optional<PartnerSpec> partner;
  private final Map<String, SchemaTable> tables = new LinkedHashMap<>();

  private ContractReader(Optional<PartnerSpec> partner) {
    this.partner = partner;
  }

  static Contract read(Path file, Optional<PartnerSpec> partner) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "there is no data contract "
              + file
              + partner
                  .map(
                      spec ->
                          ", which contract in "
                              + spec.file()
                              + " names; write its path"
                              + " relative to that file, or remove the key")
                  .orElse("; check the path"));
    }
    Mistakes mistakes = new Mistakes(file);
    ContractReader reader = new ContractReader(partner);
    Map<String, TableContract> read = new HashMap<>();
    YamlTree.read(file, "a data contract", "apiVersion, kind, id, version and status", mistakes)
        .ifPresent(
            tree -> {
              StandardSchema.check(tree, mistakes);
              Item root = new Item(tree, mistakes, "", tree.root());
              read.putAll(reader.tables(root));
            });
    mistakes.refuse();
    return new Contract(file, read);
  }

  private Map<String, TableContract> tables(Item root) {
    for (Item schema : root.items("schema")) {
      SchemaTable table = SchemaTable.of(schema);
      if (table.name().isEmpty()) {
        continue; // The schema has said that a name is missing.
      }
      SchemaTable first = tables.putIfAbsent(table.name(), table);
      if (first != null) {
        schema.note(
            "name",
            "there is a table "
                + table.name()
                + " already, on line "
                + first.item().line()
                + "; put all of it into one");
      }
      known(table);
    }
    Map<String, TableContract> read = new HashMap<>();
    DayRuleNames dayRules = new DayRuleNames();
    tables.forEach(
        (name, table) ->
            read.put(name, new TableReader(table, tables, keyOf(name), dayRules).read()));
    return read;
  }

  /** The partner file's primary key of a table. */
  private Optional<io.tributary.core.config.TableSpec> keyOf(String table) {
    return partner.map(spec -> spec.table(table));
  }

  /** What a partner file lists is all that a contract can speak of. */
  private void known(SchemaTable table) {
    if (partner.isEmpty() || partner.get().tables().isEmpty()) {
      return;
    }
    PartnerSpec spec = partner.get();
    if (!spec.tables().containsKey(table.name())) {
      table
          .item()
          .note(
              "name",
              "'"
                  + table.name()
                  + "' is no table of "
                  + spec.file().getFileName()
                  + "; "
                  + Spelling.advice(table.name(), spec.tables().keySet()));
      return;
    }
    table.known(spec.table(table.name()).columns(), spec.file());
  }
}
