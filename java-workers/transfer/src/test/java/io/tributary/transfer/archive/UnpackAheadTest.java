package io.tributary.transfer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.document.RefusalReason;
import io.tributary.core.error.TemporaryException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two threads read as one does. */
@Timeout(60)
class UnpackAheadTest {
  private static final byte[] CONTENT = ReadArchive.noise(5_000_000);

  private final SpareCpus cpus = new SpareCpus(1);
  private final Set<Thread> readers = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    cpus.close();
  }

  @Test
  void givesTheSameBytesInPiecesOfAnySize() {
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      int begin = random.nextInt(2) * random.nextInt(CONTENT.length);
      try (UnpackAhead in = new UnpackAhead(content(CONTENT.length, null), cpus, begin)) {
        assertThat(drain(in, new ByteArrayOutputStream(), random)).isEqualTo(CONTENT);
        assertThat(in.read(new byte[1], 0, 1)).as("behind the end").isEqualTo(-1);
        assertThat(in.begun()).isTrue();
      }
    }
  }

  @Test
  void anotherThreadReadsOnceThatIsWorthIt() {
    try (UnpackAhead in = new UnpackAhead(content(CONTENT.length, null), cpus)) {
      drain(in, new ByteArrayOutputStream(), new Random(1));
    }
    assertThat(readers).hasSize(2).contains(Thread.currentThread());
    readers.clear();
    try (UnpackAhead in = new UnpackAhead(content(100_000, null), cpus)) {
      drain(in, new ByteArrayOutputStream(), new Random(1));
      assertThat(in.begun()).isFalse();
    }
    assertThat(readers).containsExactly(Thread.currentThread());
  }

  @Test
  void beginsInTheMiddleWhenACpuIsSpare() {
    try (SpareCpus busy = new SpareCpus(-1);
        UnpackAhead in = new UnpackAhead(content(CONTENT.length, null), busy, 0)) {
      byte[] out = new byte[CONTENT.length];
      int at = in.read(out, 0, 1_000_000);
      busy.add();
      at += in.read(out, at, at + 1000);
      assertThat(readers).containsExactly(Thread.currentThread());
      busy.add();
      while (at < out.length) {
        at += in.read(out, at, out.length);
      }
      assertThat(out).isEqualTo(CONTENT);
      assertThat(readers).hasSize(2);
    }
  }

  @Test
  void failsWhereTheBytesBeforeAreUsedUp() {
    RefusedException broken = new RefusedException(RefusalReason.CORRUPT_GZIP, "broken");
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    try (UnpackAhead in = new UnpackAhead(content(3_000_000, broken), cpus, 0)) {
      assertThatThrownBy(() -> drain(in, got, new Random(2))).isSameAs(broken);
      assertThat(got.toByteArray()).isEqualTo(Arrays.copyOf(CONTENT, 3_000_000));
      assertThatThrownBy(() -> in.read(new byte[1], 0, 1)).isSameAs(broken);
    }
    OutOfMemoryError full = new OutOfMemoryError("full");
    try (UnpackAhead in = new UnpackAhead(content(0, full), cpus, 0)) {
      assertThatThrownBy(() -> in.read(new byte[1], 0, 1)).isSameAs(full);
    }
  }

  @Test
  void whoStopsEarlyWaitsUntilTheOtherHasLetGo() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Queue<String> ended = new ConcurrentLinkedQueue<>();
    UnpackAhead in =
        new UnpackAhead(
            new Bytes() {
              @Override
              public int read(byte[] out, int from, int to) {
                if (out.length > 1) {
                  reading.countDown();
                  awaitUninterruptibly(goOn);
                  ended.add("read");
                }
                return 1;
              }
            },
            cpus,
            1);
    in.read(new byte[1], 0, 1);
    Thread reader =
        new Thread(
            () -> {
              try {
                in.read(new byte[1], 0, 1);
              } catch (TemporaryException e) {
                ended.add(e.getMessage());
              }
            });
    reader.start();
    reading.await();
    reader.interrupt();
    reader.join();
    Thread closer =
        new Thread(
            () -> {
              in.close();
              ended.add("close");
            });
    closer.start();
    closer.interrupt();
    while (closer.getState() != Thread.State.WAITING) {
      assertThat(closer.isAlive()).isTrue();
    }
    goOn.countDown();
    closer.join();
    assertThat(ended)
        .startsWith("interrupted while unpacking; try again", "read")
        .endsWith("close");
  }

  @Test
  void theCpuIsGivenBack() {
    int begun = 0;
    for (int tries = 0; begun < 100; tries++) {
      assertThat(tries).isLessThan(1_000_000);
      try (UnpackAhead in = new UnpackAhead(content(3_000_000, null), cpus, 0)) {
        in.read(new byte[1], 0, 1);
        begun += in.begun() ? 1 : 0;
      }
    }
  }

  @Test
  void goesOnAloneWhereNoThreadBegins() {
    cpus.close();
    try (UnpackAhead in = new UnpackAhead(content(CONTENT.length, null), cpus, 0)) {
      assertThat(drain(in, new ByteArrayOutputStream(), new Random(3))).isEqualTo(CONTENT);
      assertThat(in.begun()).isFalse();
    }
  }

  private static byte[] drain(UnpackedBytes in, ByteArrayOutputStream out, Random random) {
    byte[] room = new byte[300_000];
    while (true) {
      int from = random.nextInt(1000);
      int count = in.read(room, from, from + 1 + random.nextInt(room.length - from));
      if (count < 0) {
        return out.toByteArray();
      }
      out.write(room, from, count);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts who unpacks", e);
    }
  }

  /** Gives the first bytes of the content in pieces of any size, then fails or ends. */
  private UnpackedBytes content(int length, Throwable failure) {
    Random random = new Random(length);
    return new Bytes() {
      private int at;

      @Override
      public int read(byte[] out, int from, int to) {
        readers.add(Thread.currentThread());
        if (at == length) {
          if (failure instanceof Error error) {
            throw error;
          }
          if (failure != null) {
            throw (RuntimeException) failure;
          }
          return -1;
        }
        int count = Math.min(length - at, 1 + random.nextInt(to - from));
        System.arraycopy(CONTENT, at, out, from, count);
        at += count;
        return count;
      }
    };
  }

  private abstract static class Bytes implements UnpackedBytes {
    @Override
    public long trailing() {
      return 0;
    }
  }
}
