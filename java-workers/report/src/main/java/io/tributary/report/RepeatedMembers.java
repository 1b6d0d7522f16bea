package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.MemberLedger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts members whose name and bytes equal an earlier one's, from the ledgers alone. Merge finds
 * them by a Spark job; this counts them in another way. Memory is bounded: of many members each
 * pass looks at those of one range of hashes.
 *
 * @param members so many
 * @param records that they hold
 */
record RepeatedMembers(long members, long records) {
  private static final long MEMBERS_OF_A_PASS = 1_000_000;

  /**
   * Counts a table's.
   *
   * @param archives that count, in byte order, with their shares of the table
   */
  static RepeatedMembers count(Day day, Map<String, ArchiveManifest.TableEntry> archives) {
    return count(day, archives, MEMBERS_OF_A_PASS);
  }

  static RepeatedMembers count(
      Day day, Map<String, ArchiveManifest.TableEntry> archives, long membersOfAPass) {
    long all = archives.values().stream().mapToLong(ArchiveManifest.TableEntry::members).sum();
    int passes = (int) (all / membersOfAPass + 1);
    long members = 0;
    long records = 0;
    for (int pass = 0; pass < passes; pass++) {
      Set<Key> seen = new HashSet<>();
      for (Map.Entry<String, ArchiveManifest.TableEntry> archive : archives.entrySet()) {
        try (Stream<LedgerEntry> ledger =
            MemberLedger.read(
                day.store(), day.layout().ledger(archive.getKey()), archive.getValue())) {
          for (LedgerEntry member : (Iterable<LedgerEntry>) ledger::iterator) {
            Key key = Key.of(member);
            if (Math.floorMod(key.high(), passes) == pass && !seen.add(key)) {
              members++;
              records += member.records();
            }
          }
        }
      }
    }
    return new RepeatedMembers(members, records);
  }

  /** Name and bytes in 128 bits: two of 10^9 members are confused once in 10^20 days. */
  private record Key(long high, long low) {
    static Key of(LedgerEntry member) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String text = member.sha256() + member.name();
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
