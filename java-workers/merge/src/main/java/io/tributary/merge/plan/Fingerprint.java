package io.tributary.merge.plan;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.config.QualitySpec;
import io.tributary.core.config.TableSpec;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.TableMetadata;
import io.tributary.merge.slice.Sha256;
import io.tributary.quality.contract.TableContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Everything that decides a table's published bytes, as one hash. */
final class Fingerprint {
  /** One more whenever merging makes other bytes of the same delivery. */
  private static final int MERGE_FORMAT = 3;

  private Fingerprint() {}

  /**
   * Makes it.
   *
   * @param contract what the partner's contract says of the table
   * @param references fingerprints of the tables whose rows this one's name, themselves without
   *     theirs
   */
  static String of(
      String table,
      String inputs,
      PartnerSpec partner,
      SourceList list,
      Optional<TableContract> contract,
      List<String> references) {
    TableSpec spec = partner.table(table);
    List<Object> decides = new ArrayList<>();
    decides.add(List.of(MERGE_FORMAT, PublicationMarker.VERSION, TableMetadata.VERSION));
    decides.add(version());
    decides.add(List.of(table, inputs, partner.partner(), partner.members()));
    decides.add(partner.dialect(table));
    decides.add(partner.nullValues());
    decides.add(partner.limits().recordBytes());
    decides.add(partner.quality(table).metrics());
    decides.add(partner.tables().isEmpty() || partner.tables().containsKey(table));
    decides.add(
        List.of(
            spec.columns(),
            spec.primaryKey(),
            spec.onDuplicate(),
            spec.onCollision(),
            spec.countDuplicates()));
    decides.add(Optional.ofNullable(list.baseline().get(table)));
    decides.add(List.of(list.history(), list.acceptances()));
    decides.add(thresholds(partner.quality(table)));
    contract.ifPresent(said -> decides.add(said.digest()));
    if (!references.isEmpty()) {
      decides.add(references);
    }
    byte[] text = Json.line(decides).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Sha256.digest().digest(text));
  }

  /** What the findings in the metadata follow from. */
  private static List<Object> thresholds(QualitySpec spec) {
    return List.of(
        spec.metrics(), spec.rowCountChange(), spec.nullRise(), spec.zScore(), spec.historyDays());
  }

  /** Another release may judge or measure differently. */
  private static String version() {
    return Optional.ofNullable(Fingerprint.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
