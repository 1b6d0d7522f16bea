package io.tributary.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version of the jar that this class came in. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"tributary " + (version == null ? "(not packaged)" : version)};
  }
}
