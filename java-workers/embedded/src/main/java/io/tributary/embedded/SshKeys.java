package io.tributary.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Ed25519 keys in OpenSSH's own format, made on first use and kept for the next. */
final class SshKeys {
  private SshKeys() {}

  static KeyPair loadOrCreate(Path file) throws IOException, GeneralSecurityException {
    if (!Files.exists(file)) {
      create(file);
    }
    try (var in = Files.newInputStream(file)) {
      return SecurityUtils.loadKeyPairIdentities(null, file::toString, in, null).iterator().next();
    }
  }

  /** A line of known_hosts; a port other than 22 is written in brackets. */
  static String knownHost(String host, int port, KeyPair key) {
    String address = port == 22 ? host : "[" + host + "]:" + port;
    return address + " " + PublicKeyEntry.toString(key.getPublic()) + "\n";
  }

  static void create(Path file) throws IOException, GeneralSecurityException {
    KeyPair pair = SecurityUtils.getKeyPairGenerator(SecurityUtils.EDDSA).generateKeyPair();
    try (OutputStream out = privateFile(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "tributary", null, out);
    }
    Files.writeString(
        file.resolveSibling(file.getFileName() + ".pub"),
        PublicKeyEntry.toString(pair.getPublic()) + " tributary\n");
  }

  /** OpenSSH's client refuses keys that others can read. */
  static OutputStream privateFile(Path file) throws IOException {
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.newOutputStream(file);
  }
}
