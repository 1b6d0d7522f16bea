package io.tributary.core.store;

import io.tributary.core.error.TemporaryException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Multipart uploads on a file system: part files in {@code .uploads/{name}~{id}/} beside the object
 * to be, joined in the end. Those whose place is known when they come lie there from the start: see
 * {@link PlacedParts}.
 */
final class LocalUploads {
  private static final String FOLDER = ".uploads";
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  static boolean hides(String name) {
    return name.equals(FOLDER);
  }

  MultipartUpload begin(Location location) throws IOException {
    Path target = location.toPath();
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Files.createDirectories(target.getParent());
    sweep(target.getParent());
    Path folder = folder(target, id);
    Files.createDirectories(folder);
    MultipartUpload upload = new MultipartUpload(location, id);
    PlacedParts.begin(upload, folder);
    return upload;
  }

  UploadedPart upload(MultipartUpload upload, int number, int through, Payload payload)
      throws IOException {
    UploadedParts.checkNumber(upload, number);
    UploadedParts.checkNumber(upload, through);
    Path folder = existing(upload);
    Optional<PlacedParts> placed = PlacedParts.of(upload);
    if (placed.isPresent()) {
      placed.get().requireThere(upload);
      Optional<UploadedPart> part = placed.get().write(number, through, payload);
      if (part.isPresent()) {
        return part.get();
      }
    }
    Path file = part(folder, number);
    try (StagedFile staged = StagedFile.beside(file)) {
      staged.append(payload);
      ObjectInfo info = staged.publish(Location.of(file), WriteCondition.none()).orElseThrow();
      placed.ifPresent(parts -> parts.replaced(number));
      return new UploadedPart(number, info.etag(), info.size());
    }
  }

  /** Joins the parts, or gives nothing when the condition does not hold. */
  Optional<ObjectInfo> complete(
      MultipartUpload upload, List<UploadedPart> parts, WriteCondition condition)
      throws IOException {
    UploadedParts.check(upload, parts);
    Path folder = existing(upload);
    Optional<PlacedParts> placed = PlacedParts.of(upload);
    Optional<ObjectInfo> info =
        placed.isPresent()
            ? placed
                .get()
                .exclusively(
                    () -> {
                      placed.get().requireThere(upload);
                      return complete(upload, folder, placed, parts, condition);
                    })
            : complete(upload, folder, placed, parts, condition);
    if (info.isPresent()) {
      abort(upload);
    }
    return info;
  }

  private static Optional<ObjectInfo> complete(
      MultipartUpload upload,
      Path folder,
      Optional<PlacedParts> placed,
      List<UploadedPart> parts,
      WriteCondition condition)
      throws IOException {
    List<FileJoin.Piece> pieces = new ArrayList<>();
    long size = 0;
    for (UploadedPart part : parts) {
      pieces.add(piece(upload, folder, placed, part, size));
      size += part.size();
    }
    Path target = upload.location().toPath();
    Optional<Path> whole = placed.flatMap(there -> there.whole(pieces));
    if (whole.isPresent()) {
      pieces.removeIf(placed.get()::inPlace);
    }
    try (StagedFile staged =
        whole.isPresent() ? StagedFile.of(target, whole.get()) : StagedFile.beside(target)) {
      staged.join(pieces, parts);
      Optional<ObjectInfo> info = staged.publish(upload.location(), condition);
      if (info.isPresent()) {
        placed.ifPresent(PlacedParts::closed);
      }
      return info;
    }
  }

  private static FileJoin.Piece piece(
      MultipartUpload upload,
      Path folder,
      Optional<PlacedParts> placed,
      UploadedPart part,
      long target)
      throws IOException {
    Optional<FileJoin.Piece> there = placed.flatMap(parts -> parts.piece(part, target));
    if (there.isPresent()) {
      return there.get();
    }
    Path file = part(folder, part.number());
    if (Files.notExists(file) && placed.filter(parts -> parts.has(part.number())).isPresent()) {
      throw replaced(upload, part);
    }
    requireSame(upload, part, file);
    return new FileJoin.Piece(file, 0, part.size(), target);
  }

  private static void requireSame(MultipartUpload upload, UploadedPart part, Path file)
      throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new TemporaryException(
          "part " + part.number() + " of " + upload.location() + " is gone; run the task again", e);
    }
    if (attributes.size() != part.size() || !ContentMark.of(file, attributes).equals(part.etag())) {
      throw replaced(upload, part);
    }
  }

  private static TemporaryException replaced(MultipartUpload upload, UploadedPart part) {
    return new TemporaryException(
        "part "
            + part.number()
            + " of "
            + upload.location()
            + " was replaced with other bytes; run the task again");
  }

  void abort(MultipartUpload upload) throws IOException {
    PlacedParts.end(upload);
    Path target = upload.location().toPath();
    Path folder = folder(target, upload.id());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      return;
    }
    Files.deleteIfExists(folder);
    try {
      Files.deleteIfExists(folder.getParent());
    } catch (IOException e) {
      // Other uploads are under way beside this one.
      return;
    }
  }

  List<PendingUpload> pending(Path prefix) throws IOException {
    List<PendingUpload> pending = new ArrayList<>();
    if (!Files.isDirectory(prefix)) {
      return pending;
    }
    Files.walkFileTree(
        prefix,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes unused)
              throws IOException {
            boolean hidden = hides(path.getFileName().toString());
            try {
              if (hidden) {
                pending.addAll(uploadsIn(path));
              } else {
                sweep(path);
              }
            } catch (NoSuchFileException e) {
              // Another process's upload or object ended while we looked: it is not pending.
              return FileVisitResult.SKIP_SUBTREE;
            }
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, IOException e) throws IOException {
            if (e == null || e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return pending;
  }

  private static List<PendingUpload> uploadsIn(Path hidden) throws IOException {
    List<PendingUpload> found = new ArrayList<>();
    try (DirectoryStream<Path> uploads = Files.newDirectoryStream(hidden)) {
      for (Path upload : uploads) {
        String name = upload.getFileName().toString();
        int tilde = name.lastIndexOf('~');
        Path target = hidden.resolveSibling(name.substring(0, tilde));
        MultipartUpload begun = new MultipartUpload(Location.of(target), name.substring(tilde + 1));
        touched(upload).ifPresent(when -> found.add(new PendingUpload(begun, when)));
      }
    }
    return found;
  }

  /** Empty: it ended while we looked. */
  private static Optional<Instant> touched(Path upload) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(upload).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Removes the hidden files of processes that were killed, for certain or long ago. */
  private static void sweep(Path directory) throws IOException {
    Instant limit = Instant.now().minus(LEFT_BEHIND);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, ".tributary-*.tmp")) {
      for (Path file : left) {
        if (StagedFile.leftBehind(file, limit)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static Path existing(MultipartUpload upload) {
    Path folder = folder(upload.location().toPath(), upload.id());
    if (!Files.isDirectory(folder)) {
      throw ended(upload);
    }
    return folder;
  }

  /** What is said of an upload that is no more. */
  static TemporaryException ended(MultipartUpload upload) {
    return new TemporaryException(
        "the upload of "
            + upload.location()
            + " was completed or given up by another run; run the task again");
  }

  private static Path folder(Path target, String id) {
    return target.resolveSibling(FOLDER).resolve(target.getFileName() + "~" + id);
  }

  private static Path part(Path folder, int number) {
    return folder.resolve(String.format("part-%05d", number));
  }
}
