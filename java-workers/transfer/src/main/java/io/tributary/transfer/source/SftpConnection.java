package io.tributary.transfer.source;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SftpProgressMonitor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connection to an SFTP server, used by one thread at a time. A server that is silent for too
 * long, even one whose host still answers, ends it.
 */
final class SftpConnection implements AutoCloseable {
  private final SourceAddress address;
  private final Session session;
  private final ChannelSftp channel;
  private final SilenceLimit silence;

  SftpConnection(SourceAddress address, Session session, ChannelSftp channel, Duration timeout) {
    this.address = address;
    this.session = session;
    this.channel = channel;
    this.silence = new SilenceLimit(timeout, session::disconnect);
  }

  boolean usable() {
    return session.isConnected() && channel.isConnected();
  }

  /** The files of the directory, or none when it is not there. */
  List<DeliverySource.Entry> list() throws IOException {
    List<DeliverySource.Entry> entries = new ArrayList<>();
    try (SilenceLimit.Wait wait = silence.begin()) {
      channel.ls(
          literal(address.path()),
          file -> {
            wait.heard();
            SftpATTRS attributes = file.getAttrs();
            if (attributes.isReg()) {
              entries.add(entry(file.getFilename(), attributes));
            }
            return ChannelSftp.LsEntrySelector.CONTINUE;
          });
      return entries;
    } catch (SftpException e) {
      if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        return List.of();
      }
      throw failure(address.toString(), e);
    }
  }

  @SuppressWarnings("try") // the wait counts by being open
  Optional<DeliverySource.Entry> find(String name) throws IOException {
    try (SilenceLimit.Wait unused = silence.begin()) {
      SftpATTRS attributes = channel.lstat(literal(address.file(name)));
      return attributes.isReg() ? Optional.of(entry(name, attributes)) : Optional.empty();
    } catch (SftpException e) {
      if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        return Optional.empty();
      }
      throw failure(address + "/" + name, e);
    }
  }

  /** The bytes of a file of a size, from an offset on. */
  @SuppressWarnings("try") // the wait counts by being open
  InputStream read(String name, long offset, long size) throws IOException {
    try (SilenceLimit.Wait unused = silence.begin()) {
      InputStream bytes =
          channel.get(literal(address.file(name)), (SftpProgressMonitor) null, offset);
      return silence.over(SftpReadAhead.over(bytes, size - offset));
    } catch (SftpException e) {
      if (e.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
        throw new UnreadableFileException(address + "/" + name, e);
      }
      throw failure(address + "/" + name, e);
    }
  }

  private IOException failure(String where, SftpException e) throws IOException {
    silence.check();
    return SftpFailure.operating(where, e);
  }

  @Override
  public void close() {
    silence.close();
    channel.disconnect();
    session.disconnect();
  }

  private static DeliverySource.Entry entry(String name, SftpATTRS attributes) {
    // Seconds since 1970 as an unsigned number, good until 2106.
    long seconds = Integer.toUnsignedLong(attributes.getMTime());
    return new DeliverySource.Entry(name, attributes.getSize(), Instant.ofEpochSecond(seconds));
  }

  /** The library expands globs in paths; ours mean themselves. */
  private static String literal(String path) {
    return path.replaceAll("[\\\\*?]", "\\\\$0");
  }
}
