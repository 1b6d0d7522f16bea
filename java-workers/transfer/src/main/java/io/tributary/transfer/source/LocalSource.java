package io.tributary.transfer.source;

import io.tributary.core.error.PermissionException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import io.tributary.transfer.resume.ResumingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A delivery in a local directory. Links count when they end in the same directory. */
final class LocalSource implements DeliverySource {
  private final SourceAddress address;
  private final Path directory;

  LocalSource(SourceAddress address, Path directory) {
    this.address = address;
    this.directory = directory;
  }

  @Override
  public String address() {
    return address.toString();
  }

  @Override
  public List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        entry(file).ifPresent(entries::add);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw failure(address(), e.getCause());
    } catch (IOException e) {
      throw failure(address(), e);
    }
    entries.sort(Entries.BY_NAME);
    return entries;
  }

  @Override
  public Optional<Entry> find(String name) {
    address.file(name);
    try {
      return entry(directory.resolve(name));
    } catch (IOException e) {
      throw failure(address.file(name), e);
    }
  }

  private Optional<Entry> entry(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      boolean elsewhere =
          Files.isSymbolicLink(file) && !file.toRealPath().startsWith(directory.toRealPath());
      if (!attributes.isRegularFile() || elsewhere) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(
              file.getFileName().toString(),
              attributes.size(),
              attributes.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public InputStream open(Entry seen) {
    Path file = directory.resolve(seen.name());
    ResumingInputStream.Opener opener =
        new ResumingInputStream.Opener() {
          @Override
          public InputStream open(long offset) throws IOException {
            Entries.requireSame(address(), seen, find(seen.name()));
            try {
              return Channels.newInputStream(FileChannel.open(file).position(offset));
            } catch (AccessDeniedException e) {
              throw new UnreadableFileException(address() + "/" + seen.name(), e);
            }
          }

          @Override
          public void finished() {
            Entries.requireSame(address(), seen, find(seen.name()));
          }
        };
    return ResumingInputStream.begin(
        address() + "/" + seen.name(), seen.size(), opener, Duration.ofMillis(50));
  }

  private static WorkerException failure(String where, IOException e) {
    return e instanceof AccessDeniedException
        ? new PermissionException(
            "cannot read " + where + ": permission denied; give this user access", e)
        : new TemporaryException("cannot read " + where + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    // Nothing is held open between calls.
  }
}
