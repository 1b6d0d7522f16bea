package io.tributary.merge.spark;

import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.MemberLedger;
import io.tributary.core.error.DataException;
import io.tributary.core.store.ObjectStore;
import io.tributary.merge.plan.Parallel;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.slice.ArchiveSlice;
import io.tributary.merge.slice.Decision;
import io.tributary.merge.slice.Sha256;
import io.tributary.merge.slice.Slice;
import io.tributary.merge.slice.TableJob;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Finds members that come more than once in a day: of equal name and equal bytes only the first
 * counts; of equal name and other bytes each counts, and is told. A shuffle by name over the
 * ledgers, so that no process ever holds them all; few members are compared by one task, which
 * saves a small table two shuffles before its first row.
 */
final class RepeatedMembers {
  private static final int NAME = 16;
  private static final int PLACE = Integer.BYTES + Long.BYTES;

  /** Members that one task compares: some 40 MB of keys. */
  private static final long MEMBERS = 250_000;

  /** Ledgers that one task reads: they are many requests where archives are small. */
  private static final long LEDGERS = 1_000;

  private static final int AT_ONCE = 16;
  private static final int LARGEST_SHUFFLE = 10_000;

  private RepeatedMembers() {}

  /** Decisions on members, in no order; empty: every member counts. */
  static Optional<JavaRDD<Long>> decisions(
      TableSession session, TablePlan plan, Broadcast<TableJob> job) {
    long ledgers = plan.slices().stream().mapToLong(slice -> slice.archives().size()).sum();
    if (plan.members() > MEMBERS || ledgers > LEDGERS) {
      return Optional.of(shuffled(session, plan, job));
    }
    List<Long> decisions = together(session, plan, job);
    return decisions.isEmpty()
        ? Optional.empty()
        : Optional.of(session.context().parallelize(decisions, 1));
  }

  /** Compares all members in one task. */
  static List<Long> together(TableSession session, TablePlan plan, Broadcast<TableJob> job) {
    long members = plan.members();
    return session.run(
        "comparing members",
        () ->
            session
                .tasks(List.of(new ArrayList<>(plan.slices())))
                .map(slices -> together(job.value(), slices, members))
                .first());
  }

  private static List<Long> together(TableJob job, List<Slice> slices, long members) {
    // Of several tables at once, only one has its members in memory.
    synchronized (RepeatedMembers.class) {
      AtomicLong left = new AtomicLong(members);
      List<byte[]> keys = new ArrayList<>();
      for (Optional<List<byte[]>> ofSlice :
          Parallel.<Slice, List<byte[]>>map(
              AT_ONCE, slices, (order, slice) -> Optional.of(keys(job, slice, left)))) {
        keys.addAll(ofSlice.orElseThrow());
      }
      keys.sort(new KeyOrder());
      return all(new Decisions(keys.iterator()));
    }
  }

  /** Keys of so many members at most: manifests may lie, and memory is for what they say. */
  private static List<byte[]> keys(TableJob job, Slice slice, AtomicLong left) {
    List<byte[]> keys = new ArrayList<>();
    keys(job, slice)
        .forEachRemaining(
            key -> {
              if (left.decrementAndGet() < 0) {
                throw new DataException(
                    "the ledgers of table "
                        + job.table()
                        + " name more members than its manifests; delete these manifests, then"
                        + " clear batch_extract and merge");
              }
              keys.add(key);
            });
    return keys;
  }

  private static <T> List<T> all(Iterator<T> items) {
    List<T> all = new ArrayList<>();
    items.forEachRemaining(all::add);
    return all;
  }

  /** Compares all members by a shuffle. */
  static JavaRDD<Long> shuffled(TableSession session, TablePlan plan, Broadcast<TableJob> job) {
    int partitions = (int) Math.min(plan.members() / MEMBERS + 1, LARGEST_SHUFFLE);
    JavaPairRDD<byte[], Boolean> keys =
        session
            .tasks(plan.slices())
            .mapPartitions(each -> keys(job.value(), each.next()))
            .mapToPair(key -> new Tuple2<>(key, Boolean.TRUE));
    return keys.repartitionAndSortWithinPartitions(new ByName(partitions), new KeyOrder())
        .keys()
        .mapPartitions(sorted -> new Decisions(sorted));
  }

  /** One key a member: hash of its name, its place in the day, hash of its bytes. */
  private static Iterator<byte[]> keys(TableJob job, Slice slice) {
    ObjectStore store = TaskStores.of(job.layout().root());
    long[] ordinal = {0};
    return slice.archives().stream()
        .flatMap(archive -> members(store, job, archive))
        .map(member -> key(slice.index(), ordinal[0]++, member))
        .iterator();
  }

  private static Stream<LedgerEntry> members(
      ObjectStore store, TableJob job, ArchiveSlice archive) {
    return MemberLedger.read(store, job.layout().ledger(archive.archive()), archive.entry())
        .filter(member -> member.place() >= archive.fromPlace())
        .takeWhile(member -> member.place() < archive.toPlace());
  }

  private static byte[] key(int slice, long ordinal, LedgerEntry member) {
    byte[] name = Sha256.digest().digest(member.name().getBytes(StandardCharsets.UTF_8));
    byte[] bytes = member.sha256().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(NAME + PLACE + bytes.length)
        .put(name, 0, NAME)
        .putInt(slice)
        .putLong(ordinal)
        .put(bytes)
        .array();
  }

  /** All members of a name meet in one partition. */
  private static final class ByName extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int partitions;

    ByName(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return Math.floorMod(ByteBuffer.wrap((byte[]) key).getInt(0), partitions);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByName that && partitions == that.partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }

  /** By name, then by place. */
  private static final class KeyOrder implements Comparator<byte[]>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(byte[] a, byte[] b) {
      return Arrays.compareUnsigned(a, 0, NAME + PLACE, b, 0, NAME + PLACE);
    }
  }

  /** Goes over sorted keys and decides on every member but the first of its name. */
  private static final class Decisions implements Iterator<Long> {
    private final Iterator<byte[]> sorted;
    private final Set<ByteBuffer> contents = new HashSet<>();
    private byte[] name = {};
    private long next = -1;

    Decisions(Iterator<byte[]> sorted) {
      this.sorted = sorted;
    }

    @Override
    public boolean hasNext() {
      while (next < 0 && sorted.hasNext()) {
        decide(sorted.next());
      }
      return next >= 0;
    }

    private void decide(byte[] key) {
      ByteBuffer content = ByteBuffer.wrap(key, NAME + PLACE, key.length - NAME - PLACE).slice();
      boolean sameName = name.length > 0 && Arrays.equals(name, 0, NAME, key, 0, NAME);
      if (!sameName) {
        name = key;
        contents.clear();
        contents.add(content);
        return;
      }
      int kind = contents.add(content) ? Decision.CONFLICTING_MEMBER : Decision.REPEATED_MEMBER;
      ByteBuffer place = ByteBuffer.wrap(key, NAME, PLACE);
      next = Decision.member(place.getInt(), kind, place.getLong());
    }

    @Override
    public Long next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long decision = next;
      next = -1;
      return decision;
    }
  }
}
