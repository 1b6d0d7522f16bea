package io.tributary.core.document;

import io.tributary.core.config.PartnerSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The key of an archive's manifest: everything that decides what extraction makes of the archive.
 * {@code extract} writes it and skips archives that have it; {@code merge} uses no manifest with
 * another one.
 */
public final class ManifestKey {
  /** Part of the key: one more whenever extraction makes other segments of the same archive. */
  private static final int EXTRACTION_FORMAT = 2;

  private ManifestKey() {}

  /** SHA-256 of the listing entry, the extraction settings and the format version, in hex. */
  public static String of(SourceList.Archive archive, PartnerSpec partner, LocalDate date) {
    Map<String, Object> dialects = new TreeMap<>();
    partner
        .tables()
        .forEach((name, table) -> table.csv().ifPresent(csv -> dialects.put(name, csv)));
    List<Object> decides =
        List.of(
            EXTRACTION_FORMAT,
            ArchiveManifest.VERSION,
            archive,
            date,
            partner.members(),
            partner.csv(),
            dialects,
            partner.limits(),
            partner.extract().memoryBytes());
    try {
      byte[] text = Json.line(decides).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
