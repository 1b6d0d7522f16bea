package io.tributary.embedded;

import io.tributary.embedded.sample.SampleDelivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sample}: writes what the sample partner delivers, the same bytes for equal options. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a hotel partner's delivery, good and bad as real ones are.",
      "Equal options give equal bytes."
    },
    footer = {
      "",
      "Example: tributary-embedded sample --into servers/sftp/outbound --date 2025-03-17 --days 3"
    })
final class SampleCommand implements Callable<Integer> {
  @Option(
      names = "--into",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the deliveries; each goes to DIR/yyyy-mm-dd.")
  private Path into;

  @Option(
      names = "--date",
      required = true,
      paramLabel = "D",
      description = "First day, as yyyy-mm-dd.")
  private LocalDate date;

  @Option(
      names = "--days",
      defaultValue = "1",
      paramLabel = "N",
      description = "Number of days (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--seed",
      defaultValue = "20250317",
      paramLabel = "S",
      description = "Another seed, another delivery (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--archives",
      defaultValue = "60",
      paramLabel = "N",
      description = "Archives a day; one more is sent twice (default: ${DEFAULT-VALUE}).")
  private int archives;

  @Option(
      names = "--members",
      defaultValue = "3000",
      paramLabel = "N",
      description = "Members a day, about (default: ${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--expected",
      paramLabel = "FILE",
      description = "Also writes the figures that a correct run arrives at, as JSON.")
  private Path expected;

  @Option(names = "--replace", description = "Replaces deliveries that are there already.")
  private boolean replace;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    SampleDelivery delivery = delivery();
    for (int day = 0; day < days; day++) {
      makeRoom(into.resolve(date.plusDays(day).toString()));
    }
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> figures = delivery.write(into, date, days, out::println);
    if (expected != null) {
      delivery.writeExpected(expected, figures);
    }
    out.flush();
    return 0;
  }

  private SampleDelivery delivery() {
    try {
      return new SampleDelivery(seed, archives, members);
    } catch (IllegalArgumentException e) {
      throw new EmbeddedException(e.getMessage(), e);
    }
  }

  /** A delivery under way must not be mixed with an older one of other options. */
  private void makeRoom(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!replace) {
          throw new EmbeddedException(directory + " holds files already; add --replace");
        }
        Files.delete(file);
      }
    }
  }
}
