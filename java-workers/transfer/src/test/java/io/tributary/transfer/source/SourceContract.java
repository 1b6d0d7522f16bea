package io.tributary.transfer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.document.SourceList;
import io.tributary.transfer.source.DeliverySource.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link DeliverySource} does alike. */
abstract class SourceContract {
  /** The source under test, over a directory that only this test uses. */
  abstract DeliverySource source();

  /** A source over a directory that is not there. */
  abstract DeliverySource elsewhere();

  /** Makes or replaces a file in the directory; slashes make folders. */
  abstract void put(String name, byte[] bytes) throws IOException;

  abstract void remove(String name) throws IOException;

  @Test
  void aDirectoryThatIsNotThereIsEmpty() {
    assertThat(elsewhere().list()).isEmpty();
    assertThat(elsewhere().find("a")).isEmpty();
  }

  @Test
  void filesAreListedInByteOrderWithoutFolders() throws IOException {
    for (String name : List.of("b", "B", "a.tar.gz", "한글.tar.gz", "folder/c")) {
      put(name, name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    List<Entry> entries = source().list();
    assertThat(entries).extracting(Entry::name).containsExactly("B", "a.tar.gz", "b", "한글.tar.gz");
    assertThat(entries).extracting(Entry::size).containsExactly(1L, 8L, 1L, 13L);
    for (Entry entry : entries) {
      assertThat(source().find(entry.name())).contains(entry);
    }
    assertThat(source().find("c")).isEmpty();
    assertThat(source().find("folder")).isEmpty();
  }

  @Test
  void aFileIsRead() throws IOException {
    byte[] bytes = bytes(3_000_000);
    put("a.tar.gz", bytes);
    put("empty", new byte[0]);
    assertThat(read(seen("a.tar.gz"))).isEqualTo(bytes);
    assertThat(read(seen("empty"))).isEmpty();
    Entry entry = seen("a.tar.gz");
    SourceList.Archive archive =
        new SourceList.Archive(
            entry.name(), entry.size(), entry.modified(), Optional.empty(), Optional.empty());
    try (InputStream in = source().open(archive)) {
      assertThat(in.read()).isEqualTo(bytes[0] & 0xff);
      assertThat(in.readAllBytes()).hasSize(bytes.length - 1);
      assertThat(in.read()).isNegative();
    }
  }

  @Test
  void namesMeanThemselves() throws IOException {
    for (String name : List.of("a b.tar.gz", "star*.tar.gz", "what?.tar.gz", "[ab].tar.gz", "#1")) {
      put(name, name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    put("starfish.tar.gz", new byte[3]);
    for (Entry entry : source().list()) {
      assertThat(read(entry)).hasSize((int) entry.size());
      assertThat(source().find(entry.name())).contains(entry);
    }
    assertThat(source().list()).hasSize(6);
    assertThat(source().find("*.tar.gz")).isEmpty();
  }

  @Test
  void nothingOutsideOfTheDirectoryIsReached() {
    for (String name : List.of("../a", "..", "/etc/passwd", "folder/c")) {
      assertThatThrownBy(() -> source().find(name)).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void aChangedFileIsToldFromAVanishedOne() throws IOException {
    put("a", bytes(10));
    Entry seen = seen("a");
    put("a", bytes(11));
    refused(seen, ArchiveChangedException.Reason.CHANGED, "changed-since-frozen");
    Entry touched = seen("a");
    refused(
        new Entry("a", touched.size(), touched.modified().minusSeconds(5)),
        ArchiveChangedException.Reason.CHANGED,
        "changed-since-frozen");
    remove("a");
    refused(seen, ArchiveChangedException.Reason.VANISHED, "vanished");
  }

  private void refused(Entry seen, ArchiveChangedException.Reason reason, String code) {
    assertThatThrownBy(() -> source().open(seen).close())
        .isInstanceOfSatisfying(
            ArchiveChangedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.reason().code()).isEqualTo(code);
              assertThat(e).hasMessageContaining(source().address() + "/a");
            });
  }

  @Test
  void aFileThatChangesWhileItIsReadIsNotedBeforeTheEnd() throws IOException {
    put("a", bytes(9_000_000));
    Entry seen = seen("a");
    try (InputStream in = source().open(seen)) {
      assertThat(in.readNBytes(100_000)).hasSize(100_000);
      put("a", bytes(10_000_000));
      assertThatThrownBy(in::readAllBytes).isInstanceOf(ArchiveChangedException.class);
    }
  }

  @Test
  void aStreamNeedNotBeReadToItsEnd() throws IOException {
    put("a", bytes(5_000_000));
    Entry seen = seen("a");
    for (int i = 0; i < 10; i++) {
      try (InputStream in = source().open(seen)) {
        assertThat(in.read()).isNotNegative();
      }
    }
    assertThat(source().list()).containsExactly(seen);
  }

  @Test
  void severalFilesAreReadAtOnce() throws Exception {
    byte[] bytes = bytes(2_000_000);
    for (int i = 0; i < 6; i++) {
      put("f" + i, bytes);
    }
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<byte[]>> reads = new ArrayList<>();
      for (Entry entry : source().list()) {
        reads.add(threads.submit(() -> read(entry)));
      }
      for (Future<byte[]> each : reads) {
        assertThat(each.get()).isEqualTo(bytes);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  final Entry seen(String name) {
    return source().find(name).orElseThrow();
  }

  final byte[] read(Entry entry) throws IOException {
    try (InputStream in = source().open(entry)) {
      return in.readAllBytes();
    }
  }

  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
