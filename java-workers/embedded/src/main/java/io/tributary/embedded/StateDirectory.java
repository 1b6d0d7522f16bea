package io.tributary.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** The directory of one pair of servers, locked while they run. */
final class StateDirectory implements Closeable {
  private final Path root;
  private final FileChannel lockFile;

  private StateDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  static StateDirectory open(Path directory) throws IOException {
    Path root = Files.createDirectories(directory).toRealPath();
    FileChannel lockFile =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!locked(lockFile)) {
        throw new EmbeddedException(
            "Other servers run on " + root + "; stop them, or choose another --state");
      }
      StateDirectory state = new StateDirectory(root, lockFile);
      Files.createDirectories(state.sftpRoot());
      Files.createDirectories(state.s3Root());
      requireExtendedAttributes(state.s3Root());
      return state;
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  Path sftpRoot() {
    return root.resolve("sftp");
  }

  Path s3Root() {
    return root.resolve("s3");
  }

  Path knownHosts() {
    return root.resolve("known_hosts");
  }

  Path hostKey() {
    return root.resolve("ssh_host_ed25519_key");
  }

  Path userKey() {
    return root.resolve("id_ed25519");
  }

  Path secrets() {
    return root.resolve("secrets.properties");
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static boolean locked(FileChannel lockFile) throws IOException {
    try {
      // Kept until the channel is closed.
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The S3 server keeps ETags there; without them every conditional write would go wrong. */
  private static void requireExtendedAttributes(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, ".probe", "");
    try {
      UserDefinedFileAttributeView view =
          Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class);
      if (view == null) {
        throw new EmbeddedException(withoutAttributes(directory));
      }
      view.write("tributary", ByteBuffer.wrap(new byte[] {1}));
    } catch (IOException e) {
      throw new EmbeddedException(withoutAttributes(directory), e);
    } finally {
      Files.delete(probe);
    }
  }

  private static String withoutAttributes(Path directory) {
    return "The file system of "
        + directory
        + " has no extended attributes, which the S3 server keeps ETags in;"
        + " choose a --state on another one";
  }
}
