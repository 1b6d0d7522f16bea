package io.tributary.core.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The files below a directory in the byte order of their whole names, as S3 lists keys; one
 * directory at a time in memory. Links are not followed: a store's objects lie below its root.
 */
final class LocalListing implements Iterator<Path> {
  private final Deque<Iterator<Entry>> open = new ArrayDeque<>();
  private Path next;

  LocalListing(Path directory) {
    open.push(entries(directory).iterator());
    advance();
  }

  /** What is right below a directory, in order; a directory that is not there holds nothing. */
  static List<Entry> entries(Path directory) {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        String name = path.getFileName().toString();
        boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (!StagedFile.hides(name)
            && !LocalUploads.hides(name)
            && (folder || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))) {
          entries.add(new Entry(path, name, folder));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw LocalFailure.of("list", Location.of(directory), e.getCause());
    } catch (IOException e) {
      throw LocalFailure.of("list", Location.of(directory), e);
    }
    entries.sort(null);
    return entries;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Path next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Path found = next;
    advance();
    return found;
  }

  private void advance() {
    next = null;
    while (next == null && !open.isEmpty()) {
      Iterator<Entry> level = open.peek();
      if (!level.hasNext()) {
        open.pop();
        continue;
      }
      Entry entry = level.next();
      if (entry.folder()) {
        open.push(entries(entry.path()).iterator());
      } else {
        next = entry.path();
      }
    }
  }

  /** A file or directory; a directory sorts as its name with a slash, as in S3's keys. */
  record Entry(Path path, String name, boolean folder) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return NameOrder.BYTES.compare(key(), other.key());
    }

    private String key() {
      return folder ? name + "/" : name;
    }
  }
}
