package io.tributary.core.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What of a delivery decides a table's data, as one hash that manifests alone give. Merge puts it
 * into the fingerprint and into {@code _SUCCESS}; summary and checks compute it again, and so know
 * whether a publication is of this delivery or of an older one.
 *
 * <p>It is made of each archive that counts and has members of the table: name, content hash,
 * members and records. Archives are added in byte order of their names; refused archives and later
 * names of the same bytes are not added.
 */
public final class TableInputs {
  private final String table;
  private final MessageDigest digest;

  /** No archives yet. */
  public TableInputs(String table) {
    this.table = table;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds the next archive that counts; one without members of the table changes nothing. */
  public TableInputs add(ArchiveManifest manifest) {
    for (ArchiveManifest.TableEntry entry : manifest.tables()) {
      if (entry.table().equals(table)) {
        add(manifest.archive().name(), manifest.sha256().orElseThrow(), entry);
      }
    }
    return this;
  }

  /** Adds an archive's share of the table. */
  public TableInputs add(String archive, String sha256, ArchiveManifest.TableEntry entry) {
    String line = archive + '\0' + sha256 + '\0' + entry.members() + '\0' + entry.records() + '\n';
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The hash in hexadecimal; nothing can be added after it. */
  public String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
