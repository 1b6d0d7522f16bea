package io.tributary.cli;

import io.tributary.core.error.ExitCode;
import io.tributary.core.error.WorkerException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;

/** Prints a line for each check and remembers the gravest failure. */
final class CheckReport {
  /** What fails a whole validation, the gravest first: a mistake in a file hides nothing else. */
  private static final List<ExitCode> GRAVEST =
      List.of(ExitCode.USAGE, ExitCode.PERMISSION, ExitCode.DATA, ExitCode.TEMPORARY);

  private final PrintWriter out;
  private final String good;
  private final String bad;
  private ExitCode code = ExitCode.DONE;
  private int checks;
  private int failures;
  private String first = "";

  CheckReport(PrintWriter out) {
    boolean marks = Charset.defaultCharset().newEncoder().canEncode("✓✗");
    this.out = out;
    this.good = marks ? "✓ " : "ok  ";
    this.bad = marks ? "✗ " : "BAD ";
  }

  void passed(String what) {
    checks++;
    out.println(good + what);
    out.flush();
  }

  /** A line for each line of the failure's message. */
  void failed(WorkerException failure) {
    failure.getMessage().lines().forEach(line -> out.println(bad + line));
    out.flush();
    checks++;
    failures++;
    first = first.isEmpty() ? failure.getMessage().lines().findFirst().orElse("") : first;
    int before = GRAVEST.indexOf(code);
    int now = GRAVEST.indexOf(failure.exitCode());
    if (before < 0 || (now >= 0 && now < before)) {
      code = failure.exitCode();
    }
  }

  /** Something to look at that is no failure. */
  void noted(String what) {
    out.println("! " + what);
    out.flush();
  }

  /** What failed, in one line. */
  String summary() {
    return failures + " of " + checks + " checks failed, the first: " + first;
  }

  /** The code that the whole validation ends with. */
  ExitCode code() {
    return code;
  }
}
