package io.tributary.core.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Progress on standard error: rewritten in place on a terminal, a log line every 15 seconds else.
 */
final class ConsoleProgress implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleProgress.class);
  private static final Duration TERMINAL_PAUSE = Duration.ofMillis(200);
  private static final Duration LOG_PAUSE = Duration.ofSeconds(15);

  private final PrintStream terminal;
  private String what = "";
  private long items;
  private long bytes;
  private long itemsDone;
  private long bytesDone;
  private long began;
  private long shown;

  ConsoleProgress(PrintStream terminal) {
    this.terminal = terminal;
  }

  /**
   * In place when a person looks on, plain lines else. The launcher knows whether standard error is
   * a terminal and says so by {@code TRIBUTARY_TERMINAL}; Java does not.
   */
  static Progress forThisProcess() {
    boolean person =
        "true".equals(System.getenv("TRIBUTARY_TERMINAL"))
            && !"json".equals(System.getProperty("tributary.log.format"));
    return new ConsoleProgress(person ? System.err : null);
  }

  @Override
  public synchronized void begin(String what, long items, long bytes) {
    this.what = what;
    this.items = items;
    this.bytes = bytes;
    itemsDone = 0;
    bytesDone = 0;
    began = System.nanoTime();
    shown = began;
  }

  @Override
  public synchronized void advance(long moreItems, long moreBytes) {
    itemsDone += moreItems;
    bytesDone += moreBytes;
    long now = System.nanoTime();
    Duration pause = terminal == null ? LOG_PAUSE : TERMINAL_PAUSE;
    if (now - shown >= pause.toNanos()) {
      shown = now;
      show(line(Math.max(1e-3, (now - began) / 1e9)));
    }
  }

  @Override
  public synchronized void end() {
    if (terminal != null && shown != began) {
      terminal.print("\r\u001b[K");
      terminal.flush();
    }
  }

  private void show(String line) {
    if (terminal == null) {
      LOG.info("{}", line);
    } else {
      terminal.print("\r\u001b[K" + line);
      terminal.flush();
    }
  }

  /** What is done after so many seconds, and when the rest will be. */
  String line(double seconds) {
    double all = bytes > 0 ? (double) bytesDone / bytes : (double) itemsDone / Math.max(1, items);
    // What was announced can be less than what came: nobody is told of 103 % or of minus a minute.
    double share = Math.min(1, all);
    String rate =
        bytesDone > 0 ? String.format(Locale.ROOT, ", %.1f MB/s", bytesDone / seconds / 1e6) : "";
    return String.format(
        Locale.ROOT,
        "%,d of %,d %s (%.0f %%)%s%s",
        itemsDone,
        items,
        what,
        share * 100,
        rate,
        share > 0 ? ", about " + clock(seconds / share - seconds) + " left" : "");
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }
}
