package io.tributary.core.document;

import io.tributary.core.store.Location;
import java.io.Serializable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where everything of one partner's day lies on object storage. Users and other teams script
 * against these names: they are part of the contract.
 *
 * @param root {@code {root}} of the storage layout
 * @param partner the partner's name
 * @param date the day
 */
public record DayLayout(Location root, String partner, LocalDate date) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** File systems take 255 bytes, and names get a date, a number or an extension. */
  private static final int LONGEST = 200;

  /** {@code {root}/{partner}}. */
  public Location partnerFolder() {
    return root.child(partner);
  }

  /** {@code {root}/{partner}/{date}}. */
  public Location day() {
    return partnerFolder().child(date.toString());
  }

  /** The layout of another day of the same partner. */
  public DayLayout on(LocalDate other) {
    return new DayLayout(root, partner, other);
  }

  /** The frozen source list. */
  public Location sources() {
    return day().child("sources.json");
  }

  /** What was removed of the day since. */
  public Location cleaned() {
    return day().child("cleaned.json");
  }

  /** The folder of the packed segments of all tables. */
  public Location extracted() {
    return day().child("extracted");
  }

  /** The folder of one archive's segments of one table. */
  public Location segments(String table, String archive) {
    return extracted().child(fileName(table)).child(fileName(archive));
  }

  /** The folder of the manifests. */
  public Location manifests() {
    return day().child("manifests");
  }

  /** An archive's manifest: its commit. */
  public Location manifest(String archive) {
    return manifests().child(fileName(archive) + ".json");
  }

  /** An archive's member ledger. */
  public Location ledger(String archive) {
    return manifests().child(fileName(archive) + ".members.gz");
  }

  /** The folder of the quarantined records of all tables. */
  public Location quarantine() {
    return day().child("quarantine");
  }

  /** A table's quarantined records. */
  public Location quarantine(String table) {
    return quarantine().child(fileName(table) + ".csv");
  }

  /** The folder of all merged tables. */
  public Location merged() {
    return day().child("merged");
  }

  /** The product: one CSV. */
  public Location csv(String table) {
    return merged(table).child(fileName(table) + "_" + date + ".csv");
  }

  /** Says that the table is published, and what was. */
  public Location success(String table) {
    return merged(table).child("_SUCCESS");
  }

  /** Columns, metrics and drift of the published table. */
  public Location metadata(String table) {
    return merged(table).child("table_metadata.json");
  }

  /**
   * Where each archive's rows went: gzip, a line of JSON an archive; the underscore hides it from
   * readers that take a folder as a table.
   */
  public Location lineage(String table) {
    return merged(table).child("_lineage.jsonl.gz");
  }

  /** Why the table is held back; there as long as it is. */
  public Location held(String table) {
    return merged(table).child("_held.json");
  }

  /** Which of the contract's queries a worker was being asked when it ended, if it ended in one. */
  public Location asked(String table) {
    return merged(table).child("_asked.json");
  }

  /** The folder of all run records of the day. */
  public Location runs() {
    return day().child("runs");
  }

  /** The folder of one run's records. */
  public Location runRecords(String runId) {
    return runs().child(fileName(runId));
  }

  /** The record of one attempt of one task. */
  public Location runRecord(String runId, String task, int index, int attempt) {
    return runRecords(runId).child(task + "-" + index + "-" + attempt + ".json");
  }

  /** The folder of who has been told of what. */
  public Location alerts() {
    return day().child("alerts");
  }

  /** Who has been told of one finding of the day. */
  public Location alert(String key) {
    return alerts().child(fileName(key) + ".json");
  }

  /** {@code summary.txt}, {@code summary.json} or {@code report.html}. */
  public Location report(String name) {
    return day().child(name);
  }

  /**
   * The page that leads to the days of the partner. It and the scorecard are written anew by every
   * {@code summarize} from the summaries that lie there; the last writer's holds.
   */
  public Location index() {
    return partnerFolder().child("index.html");
  }

  /** What to send along to the partner: {@code scorecard.html} or {@code scorecard.csv}. */
  public Location scorecard(String extension) {
    return partnerFolder().child("scorecard." + extension);
  }

  /** The verdicts of the partner's last days. */
  public Location heatmap() {
    return partnerFolder().child("heatmap.json");
  }

  /** Long-term metrics of the partner, append-only. */
  public Location history() {
    return partnerFolder().child("history");
  }

  private Location merged(String table) {
    return merged().child(fileName(table));
  }

  /**
   * A name as one safe segment of a path: what is not a letter, digit, dot, dash, underscore, plus,
   * equals sign, at sign or space becomes {@code %XX} of its UTF-8 bytes, and a name of dots only
   * is escaped. A name that would be longer than file systems take is cut, and told from others by
   * its hash. Different names stay different.
   */
  public static String fileName(String name) {
    String safe = escaped(name);
    if (safe.isEmpty()) {
      return "%";
    }
    if (safe.length() <= LONGEST) {
      return safe;
    }
    byte[] hash = sha256(name.getBytes(StandardCharsets.UTF_8));
    // A tilde is in no escaped name, so a cut name cannot meet one that is whole.
    return safe.substring(0, LONGEST - 17) + "~" + HexFormat.of().formatHex(hash, 0, 8);
  }

  /**
   * The names of which {@link #fileName} made these.
   *
   * @param known names that may be among them: one that was cut can be told only by these
   */
  public static NavigableSet<String> namesOf(Stream<String> fileNames, Collection<String> known) {
    Map<String, String> byFileName = new HashMap<>();
    known.forEach(name -> byFileName.put(fileName(name), name));
    return fileNames
        .map(file -> Optional.ofNullable(byFileName.get(file)).orElseGet(() -> unescaped(file)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Plus signs are not escaped; what is none of our names, or was cut, stays as it is. */
  private static String unescaped(String fileName) {
    try {
      return URLDecoder.decode(fileName.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return fileName;
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String escaped(String name) {
    StringBuilder safe = new StringBuilder(name.length());
    boolean dots = name.chars().allMatch(c -> c == '.');
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-_+=@ ".indexOf(c) >= 0
              || (c == '.' && !dots);
      if (plain) {
        safe.append(c);
      } else {
        safe.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      }
    }
    return safe.toString();
  }
}
