package io.tributary.core.document;

import io.tributary.core.config.ExtractSpec.SegmentCompression;
import io.tributary.core.config.LimitsSpec;
import io.tributary.core.config.PartnerSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The key of an archive's manifest: everything that decides what extraction makes of the archive.
 * {@code extract} writes it and skips archives that have it; {@code merge} uses no manifest with
 * another one.
 *
 * <p>A limit decides only of an archive that it refuses: its manifest has a key that the limit is
 * part of, so that it is looked at again, and it alone, when that one is changed. What has passed
 * is not judged again. {@code limits.header-bytes} decides which members count, and is part of all
 * keys.
 */
public final class ManifestKey {
  /** Part of the key: one more whenever extraction makes other segments of the same archive. */
  private static final int EXTRACTION_FORMAT = 4;

  /** The same for segments that are packed; the library's version is in their names. */
  private static final int PACKED_FORMAT = 1;

  /** What an archive can be refused for that another limit would let pass. */
  private static final Map<String, Function<LimitsSpec, Object>> OF_LIMITS =
      Map.of(
          RefusalReason.TOO_MANY_ENTRIES.code(), LimitsSpec::entries,
          RefusalReason.MEMBER_TOO_LARGE.code(), LimitsSpec::memberBytes,
          RefusalReason.ARCHIVE_TOO_LARGE.code(), LimitsSpec::archiveBytes,
          RefusalReason.RATIO_EXCEEDED.code(), LimitsSpec::ratio,
          RefusalReason.NAME_TOO_LONG.code(), LimitsSpec::nameLength,
          RefusalReason.TRAILING_DATA.code(), LimitsSpec::looseEnds,
          RefusalReason.UNENDED_TAR.code(), LimitsSpec::looseEnds,
          // Among other things: too many extended headers for one entry.
          RefusalReason.MALFORMED_TAR.code(), LimitsSpec::nesting);

  private ManifestKey() {}

  /** Whether a manifest says what extraction would say now. */
  public static boolean fits(
      ArchiveManifest manifest, SourceList.Archive archive, PartnerSpec partner, LocalDate date) {
    return manifest.key().equals(of(archive, partner, date, manifest.refusal()));
  }

  /** The key of a manifest with that refusal, or with none. */
  public static String of(
      SourceList.Archive archive,
      PartnerSpec partner,
      LocalDate date,
      Optional<ArchiveManifest.Refusal> refusal) {
    String key = of(archive, partner, date);
    return refusal
        .flatMap(why -> Optional.ofNullable(OF_LIMITS.get(why.reason())))
        .map(limit -> sha256(List.of(key, limit.apply(partner.limits()))))
        .orElse(key);
  }

  /** SHA-256 of the listing entry, the extraction settings and the format version, in hex. */
  public static String of(SourceList.Archive archive, PartnerSpec partner, LocalDate date) {
    Map<String, Object> dialects = new TreeMap<>();
    partner
        .tables()
        .forEach((name, table) -> table.csv().ifPresent(csv -> dialects.put(name, csv)));
    List<Object> decides =
        new ArrayList<>(
            List.of(
                EXTRACTION_FORMAT,
                ArchiveManifest.VERSION,
                archive,
                date,
                partner.members(),
                partner.csv(),
                dialects,
                partner.limits().headerBytes(),
                partner.extract().memoryBytes()));
    // Days from before there was the setting keep their keys.
    if (partner.extract().segmentCompression() != SegmentCompression.NONE) {
      decides.add(partner.extract().segmentCompression());
      decides.add(PACKED_FORMAT);
    }
    return sha256(decides);
  }

  private static String sha256(List<Object> decides) {
    try {
      byte[] text = Json.line(decides).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
