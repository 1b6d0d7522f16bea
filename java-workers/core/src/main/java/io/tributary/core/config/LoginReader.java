package io.tributary.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The keys of the {@code source} block that say who logs in, and what they need of each other. */
final class LoginReader {
  final Key<Path> knownHosts;
  final Key<Path> privateKey;
  final Key<Secret> passphrase;
  final Key<Secret> password;
  final Key<Path> passwordFile;

  LoginReader(Path folder) {
    Kind<Path> path = Kind.of(Scalars.path(folder));
    knownHosts =
        Key.optional(
            "known-hosts",
            path,
            "SFTP, required: the OpenSSH known_hosts file with the server's key.");
    privateKey =
        Key.optional("private-key", path, "SFTP: the private key file, when users log in by key.");
    passphrase =
        Key.optional(
            "passphrase",
            Kind.secret(Scalars::filled),
            "SFTP: of the private key, as `${NAME}` from the environment.");
    password =
        Key.optional(
            "password",
            Kind.secret(Scalars::filled),
            "SFTP: when users log in by password, as `${NAME}` from the environment.");
    passwordFile =
        Key.optional(
            "password-file", path, "SFTP: a file that holds the password, instead of `password`.");
  }

  /** Notes what is missing or too much for a source of this scheme. */
  void check(YamlMapping block, String scheme) {
    List<Key<?>> present =
        Stream.<Key<?>>of(knownHosts, privateKey, passphrase, password, passwordFile)
            .filter(block::has)
            .toList();
    if (!scheme.equals("sftp")) {
      present.forEach(key -> block.refuse(key, "is for sftp:// only; remove it"));
      return;
    }
    if (!block.has(knownHosts)) {
      block.refuse(
          knownHosts,
          "is missing; name the file with the server's host key (ssh-keyscan HOST, then compare"
              + " the key with what the partner says)");
    }
    List<Key<?>> logins =
        Stream.<Key<?>>of(privateKey, password, passwordFile).filter(block::has).toList();
    if (logins.isEmpty()) {
      block.refuse(privateKey, "is missing; write one of private-key, password, password-file");
    }
    logins.stream()
        .skip(1)
        .forEach(
            key ->
                block.refuse(
                    key,
                    "is one too many beside "
                        + logins.get(0).name()
                        + "; keep one of private-key, password, password-file"));
    if (block.has(passphrase) && !block.has(privateKey)) {
      block.refuse(passphrase, "has no private-key to open; remove it, or write private-key");
    }
  }
}
