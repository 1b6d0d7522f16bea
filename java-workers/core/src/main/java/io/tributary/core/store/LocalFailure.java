package io.tributary.core.store;

import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.PermissionException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in our words what a file system refused. */
final class LocalFailure {
  private LocalFailure() {}

  static WorkerException of(String what, Location location, IOException e) {
    String failed = "cannot " + what + " " + location + ": ";
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return new ObjectMissingException(failed + "it is not there; run the task that makes it", e);
    }
    if (e instanceof AccessDeniedException) {
      return new PermissionException(
          failed + "permission denied; give this user access to the directory", e);
    }
    String reason =
        e instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : String.valueOf(e.getMessage());
    if (e instanceof FileAlreadyExistsException || reason.equals("Not a directory")) {
      return new ConfigurationException(
          failed + "a file is where a directory has to be; choose another storage root", e);
    }
    if (reason.equals("Read-only file system")) {
      return new PermissionException(failed + "the file system is read-only", e);
    }
    return new TemporaryException(failed + reason + "; mend that (space, disk), then try again", e);
  }
}
