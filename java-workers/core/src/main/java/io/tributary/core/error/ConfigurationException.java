package io.tributary.core.error;

/** The command line or a configuration file is wrong; a retry cannot help. */
public final class ConfigurationException extends WorkerException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    this(message, null);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(ExitCode.USAGE, message, cause);
  }
}
