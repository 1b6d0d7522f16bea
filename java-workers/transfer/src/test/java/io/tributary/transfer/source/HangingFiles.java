package io.tributary.transfer.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** The files of a server whose disk can hang: reads wait, and nothing fails. */
final class HangingFiles implements SftpFileSystemAccessor {
  private final Semaphore reads = new Semaphore(Integer.MAX_VALUE / 2);

  void hang() {
    reads.drainPermits();
  }

  void goOn() {
    reads.release(Integer.MAX_VALUE / 2);
  }

  @Override
  public SeekableByteChannel openFile(
      SftpSubsystemProxy subsystem,
      FileHandle fileHandle,
      Path file,
      String handle,
      Set<? extends OpenOption> options,
      FileAttribute<?>... attributes)
      throws IOException {
    return new Gated(
        SftpFileSystemAccessor.super.openFile(
            subsystem, fileHandle, file, handle, options, attributes));
  }

  private final class Gated implements SeekableByteChannel {
    private final SeekableByteChannel file;

    Gated(SeekableByteChannel file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      reads.acquireUninterruptibly();
      try {
        return file.read(into);
      } finally {
        reads.release();
      }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      return file.write(from);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      file.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
