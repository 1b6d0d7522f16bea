package io.tributary.embedded.sample;

import io.tributary.embedded.sample.RowSupply.Drawn;
import io.tributary.embedded.sample.SampleTable.RowRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one member holds and what must become of it, counted while it is written. */
final class MemberFigures {
  final List<String> columns;
  final Map<String, Integer> malformed = new TreeMap<>();
  final List<byte[]> merged = new ArrayList<>();
  int delivered;
  int duplicates;
  int collisions;
  int quarantined;
  int dropped;

  private final SampleTable table;

  MemberFigures(SampleTable table, List<String> columns) {
    this.table = table;
    this.columns = columns;
  }

  void row(Drawn drawn) {
    delivered++;
    RowRule rule =
        switch (drawn.kin()) {
          case NEW -> RowRule.KEEP_ALL;
          case DUPLICATE -> {
            duplicates++;
            yield table.onDuplicate();
          }
          case COLLISION -> {
            collisions++;
            yield table.onCollision();
          }
        };
    switch (rule) {
      case KEEP_ALL -> merged.add(drawn.row().digest());
      case DROP -> dropped++;
      case QUARANTINE -> quarantined++;
    }
  }

  void malformed(String reason) {
    delivered++;
    quarantined++;
    malformed.merge(reason, 1, Integer::sum);
  }
}
