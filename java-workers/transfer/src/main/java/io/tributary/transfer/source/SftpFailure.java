package io.tributary.transfer.source;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.SftpException;
import io.tributary.core.config.SourceSpec;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.PermissionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Tells failures that another attempt can heal, as {@link IOException}s, from those it cannot. */
final class SftpFailure {
  private SftpFailure() {}

  /** What a failed connection means. */
  static IOException connecting(SourceAddress address, SourceSpec spec, JSchException e) {
    String server = "SFTP server " + address.host() + ":" + address.port().orElse(22);
    String message = String.valueOf(e.getMessage());
    if (e instanceof JSchHostKeyException) {
      String known = spec.knownHosts().map(Object::toString).orElse("known_hosts");
      throw new PermissionException(
          (e instanceof JSchChangedHostKeyException
                  ? "the host key of " + server + " is not the one in " + known
                  : "the host key of " + server + " is not in " + known)
              + "; ask the partner for its fingerprint before you change the file",
          e);
    }
    if (message.startsWith("Auth fail")
        || message.startsWith("Auth cancel")
        || message.contains("Too many authentication failures")
        || message.contains("USERAUTH fail")) {
      throw new PermissionException(
          server
              + " refuses user '"
              + address.user().orElse("")
              + "'; check source."
              + (spec.privateKey().isPresent() ? "private-key and passphrase" : "password")
              + ", and that the partner knows them",
          e);
    }
    if (e instanceof JSchAlgoNegoFailException) {
      throw new ConfigurationException(
          server + " and Tributary have no algorithm in common: " + message, e);
    }
    return new IOException(cause(e), e);
  }

  /** What a failed operation on an open connection means. */
  static IOException operating(String where, SftpException e) {
    if (e.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
      throw new PermissionException(
          "the SFTP server does not let us read " + where + "; ask the partner for access", e);
    }
    return new IOException(cause(e), e);
  }

  private static String cause(Exception e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    if (root instanceof UnknownHostException) {
      return "the host name is not known";
    }
    if (root instanceof ConnectException || root instanceof SocketTimeoutException) {
      return String.valueOf(root.getMessage());
    }
    return root == e || root.getMessage() == null
        ? String.valueOf(e.getMessage())
        : root.getMessage();
  }
}
