package io.tributary.embedded.sample;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must become of one table, summed over the members that count. */
final class TableFigures {
  private final List<String> columns = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final Set<List<String>> headers = new HashSet<>();
  private final Map<String, Integer> malformed = new TreeMap<>();
  private final MessageDigest inOrder = SampleRow.sha256();
  private BigInteger sum = BigInteger.ZERO;
  private int members;
  private int delivered;
  private int merged;
  private int quarantined;
  private int dropped;
  private int duplicates;
  private int collisions;

  /**
   * Figures of nothing yet.
   *
   * @param first columns that come first in the product
   */
  TableFigures(List<String> first) {
    columns.addAll(first);
    known.addAll(first);
  }

  /** Counts a member; members come in the order of archive and place. */
  void add(MemberFigures member) {
    members++;
    delivered += member.delivered;
    merged += member.merged.size();
    quarantined += member.quarantined;
    dropped += member.dropped;
    duplicates += member.duplicates;
    collisions += member.collisions;
    member.malformed.forEach((reason, count) -> malformed.merge(reason, count, Integer::sum));
    for (byte[] row : member.merged) {
      inOrder.update(row);
      sum = sum.add(new BigInteger(1, row));
    }
    if (!member.columns.isEmpty()) {
      headers.add(member.columns);
    }
    for (String spelling : member.columns) {
      if (known.add(spelling.strip().toLowerCase(Locale.ROOT).replace(' ', '_'))) {
        columns.add(spelling);
      }
    }
  }

  int delivered() {
    return delivered;
  }

  /**
   * The figures as a document. {@code rows-sha256} hashes the rows' digests in their order, {@code
   * rows-sum} adds them modulo 2^256 and so tells wrong rows from rows in a wrong order.
   */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("members", members);
    document.put("delivered", delivered);
    document.put("merged", merged);
    document.put("quarantined", quarantined);
    document.put("dropped", dropped);
    document.put("malformed", malformed);
    document.put("duplicate-rows", duplicates);
    document.put("key-collisions", collisions);
    document.put("columns", columns);
    document.put("headers", headers.size());
    document.put("rows-sha256", HexFormat.of().formatHex(inOrder.digest()));
    document.put("rows-sum", String.format("%064x", sum.mod(BigInteger.TWO.pow(256))));
    return document;
  }
}
