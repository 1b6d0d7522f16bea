package io.tributary.transfer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources over a real directory. */
abstract class DirectoryContract extends SourceContract {
  @TempDir Path directory;

  @Override
  final void put(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  @Override
  final void remove(String name) throws IOException {
    Files.delete(directory.resolve("in").resolve(name));
  }

  @Test
  void aLinkOutOfTheDirectoryIsNotListed() throws IOException {
    put("a", new byte[1]);
    Path secret = Files.write(directory.resolve("secret"), new byte[9]);
    Files.createSymbolicLink(directory.resolve("in/link"), secret);
    assertThat(source().list()).extracting(DeliverySource.Entry::name).containsExactly("a");
    assertThatThrownBy(() -> read(new DeliverySource.Entry("link", 9, java.time.Instant.EPOCH)))
        .isInstanceOf(ArchiveChangedException.class);
  }
}
