package io.tributary.core.command;

import io.tributary.core.document.Json;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.WorkerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a command ended: one line on standard error (of a wrong file, one for each mistake), and the
 * same as one line of JSON where the scheduler looks for it ({@code TRIBUTARY_TERMINATION_LOG}, in
 * a pod {@code /dev/termination-log}).
 *
 * @param code the exit code
 * @param status the exit code's name in lower case
 * @param message what happened, to which object, what to do
 * @param published tables that were published anew
 */
public record Outcome(int code, String status, String message, List<String> published) {
  /** Kubernetes keeps this many bytes of a termination message. */
  private static final int MESSAGE_BYTES = 4096;

  /** The most that one character takes in JSON, so that nothing is cut in vain. */
  private static final int CHARACTER_BYTES = 6;

  /** Tells of a success. */
  public static void report(WorkerResult result) {
    new Outcome(0, "done", result.message(), result.published()).tell(result.message());
  }

  /** Tells of a failure and gives its exit code. */
  public static int report(Throwable failure) {
    ExitCode code = failure instanceof WorkerException known ? known.exitCode() : ExitCode.INTERNAL;
    new Outcome(code.code(), code.name().toLowerCase(Locale.ROOT), line(failure), List.of())
        .tell(message(failure));
    return code.code();
  }

  /** The failure in one line. */
  static String line(Throwable failure) {
    return message(failure).replaceAll("\\s*\\R\\s*", " | ");
  }

  /** The failure for people: one line, or a line for each mistake in a file. */
  private static String message(Throwable failure) {
    String message =
        failure instanceof WorkerException
            ? String.valueOf(failure.getMessage())
            : "internal error, please report it with the log: " + failure;
    return message.strip();
  }

  private void tell(String people) {
    System.err.println(people);
    String path = System.getenv().getOrDefault("TRIBUTARY_TERMINATION_LOG", "/dev/termination-log");
    Path file = Path.of(path);
    if (System.getenv("TRIBUTARY_TERMINATION_LOG") == null && !Files.isWritable(file)) {
      return;
    }
    try {
      Files.writeString(file, fitting(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      System.err.println("the termination message could not be written to " + file + ": " + e);
    }
  }

  /** The JSON line, shortened at the right places until it fits. */
  String fitting() {
    Outcome shorter = this;
    while (true) {
      String json = Json.line(shorter) + "\n";
      int excess = json.getBytes(StandardCharsets.UTF_8).length - MESSAGE_BYTES;
      if (excess <= 0) {
        return json;
      }
      List<String> tables = new ArrayList<>(shorter.published);
      String text = shorter.message;
      if (text.length() > 1000) {
        text = cut(text, 999) + "…";
      } else if (!tables.isEmpty()) {
        tables.remove(tables.size() - 1);
      } else {
        text = cut(text, Math.max(0, text.length() - 1 - excess / CHARACTER_BYTES));
      }
      shorter = new Outcome(code, status, text, tables);
    }
  }

  /** The beginning of a text, without half a character at its end. */
  private static String cut(String text, int length) {
    boolean half = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, half ? length - 1 : length);
  }
}
