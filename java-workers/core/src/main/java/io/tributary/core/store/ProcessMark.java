package io.tributary.core.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Which process a hidden file belongs to, as part of its name: this boot of this machine with its
 * space of process ids, the id, and when the process began. So the file of a killed process can be
 * told at once where both ran on one machine; elsewhere nobody can know, and age decides.
 */
final class ProcessMark {
  private static final Path PROCESSES = Path.of("/proc");
  private static final String UNKNOWN = "0";
  private static final Optional<String> MACHINE = machine();
  private static final String OWN = own();

  private ProcessMark() {}

  /** This process's mark: letters, digits and full stops. */
  static String ofThisProcess() {
    return OWN;
  }

  /** Whether it is certain that the process of a mark has ended. */
  static boolean ended(String mark) {
    String[] parts = mark.split("\\.", -1);
    if (parts.length != 3 || MACHINE.isEmpty() || !MACHINE.get().equals(parts[0])) {
      return false;
    }
    try {
      return began(parts[1]).filter(parts[2]::equals).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static String own() {
    String id = Long.toString(ProcessHandle.current().pid());
    try {
      Optional<String> began = began(id);
      return MACHINE.isPresent() && began.isPresent()
          ? MACHINE.get() + "." + id + "." + began.get()
          : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** In clock ticks since the boot; empty when there is no such process. */
  private static Optional<String> began(String id) throws IOException {
    try {
      String status = Files.readString(PROCESSES.resolve(id).resolve("stat"));
      // The second field is the program's name in parentheses and can hold anything.
      String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
      // A zombie has ended: only its parent has not asked for it yet.
      return fields[0].equals("Z") ? Optional.empty() : Optional.of(fields[19]);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Empty where processes cannot be seen, be it those of other users. */
  private static Optional<String> machine() {
    try {
      String boot = Files.readString(PROCESSES.resolve("sys/kernel/random/boot_id"));
      Path space = Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid"));
      if (began("1").isEmpty()) {
        return Optional.empty();
      }
      CRC32 sum = new CRC32();
      sum.update((boot + space).getBytes(StandardCharsets.UTF_8));
      return Optional.of(Long.toHexString(sum.getValue()));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
