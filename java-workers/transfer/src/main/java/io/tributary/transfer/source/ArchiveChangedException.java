package io.tributary.transfer.source;

import io.tributary.core.error.ExitCode;
import io.tributary.core.error.WorkerException;

/** A file of the delivery is not the one that was listed: another has its name, or none has. */
public final class ArchiveChangedException extends WorkerException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public ArchiveChangedException(Reason reason, String message) {
    super(ExitCode.DATA, message, null);
    this.reason = reason;
  }

  /** What became of it. */
  public Reason reason() {
    return reason;
  }

  /** What became of a file since it was listed. */
  public enum Reason {
    /** Its size or time is another one. */
    CHANGED("changed-since-frozen"),
    /** It is not there any more. */
    VANISHED("vanished");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** The reason code of the refusal. */
    public String code() {
      return code;
    }
  }

  public static ArchiveChangedException vanished(String address, String name) {
    return new ArchiveChangedException(
        Reason.VANISHED,
        address + "/" + name + " is not there any more; ask the partner, then clear `wait`");
  }

  static ArchiveChangedException changed(
      String address, DeliverySource.Entry seen, DeliverySource.Entry now) {
    return new ArchiveChangedException(
        Reason.CHANGED,
        String.format(
            "%s/%s changed since it was listed (%d bytes of %s then, %d bytes of %s now);"
                + " clear `wait` to list it anew",
            address, seen.name(), seen.size(), seen.modified(), now.size(), now.modified()));
  }
}
