package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.TemporaryException;
import io.tributary.quality.contract.Contract;
import io.tributary.quality.contract.InferredContract;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary contract infer}: a contract to review, made of a merged day. */
@Command(
    name = "infer",
    description = {
      "Writes a data contract of what a merged day looks like: types, keys, NULL ratios, ranges,",
      "lengths and rules that fit. It is a beginning to review: one day is no agreement."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary contract infer --partner overseas-1 --date 2025-03-17 \\",
      "      --output dags/partners/overseas-1.odcs.yaml",
      "  tributary contract infer --partner overseas-1 --date 2025-03-17 --table room_rate"
    })
public final class ContractInferCommand extends DayCommand {
  @Option(
      names = "--table",
      split = ",",
      paramLabel = "TABLE",
      description = "Only these tables (default: all that are published).")
  private List<String> tables = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it; an existing file is left alone (default: standard output).")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  protected String task() {
    return "contract-infer";
  }

  @Override
  protected WorkerResult work(Day day) {
    List<TableMetadata> found = metadata(day);
    String text = new InferredContract(day.partner(), day.date(), found).text();
    requireReadable(text);
    if (output == null) {
      PrintWriter out = StandardOutput.of(spec);
      out.print(text);
      out.flush();
      return WorkerResult.of("inferred a contract of " + found.size() + " tables");
    }
    write(text);
    return WorkerResult.of(
        "inferred a contract of "
            + found.size()
            + " tables: review "
            + output
            + ", then name it in the partner file, contract: "
            + output.getFileName());
  }

  private List<TableMetadata> metadata(Day day) {
    List<String> names = new ArrayList<>(tables);
    if (names.isEmpty()) {
      try (Stream<String> folders = day.store().listNames(day.layout().merged())) {
        names.addAll(DayLayout.namesOf(folders, day.partner().tables().keySet()));
      }
    }
    List<TableMetadata> found = new ArrayList<>();
    for (String table : names) {
      Json.find(day.store(), day.layout().metadata(table), TableMetadata.class)
          .ifPresentOrElse(
              found::add,
              () -> {
                if (!tables.isEmpty()) {
                  throw new ConfigurationException(
                      "table " + table + " of " + day.date() + " is not merged; check --table");
                }
              });
    }
    if (found.isEmpty()) {
      throw new ObjectMissingException(
          "nothing of " + day.date() + " is merged; run merge first, or choose another --date");
    }
    return found;
  }

  /** What we write we can read: else it is our mistake, and not the reader's. */
  private static void requireReadable(String text) {
    try {
      Path file = Files.createTempFile("inferred", ".odcs.yaml");
      try {
        Contract.read(Files.writeString(file, text));
      } catch (ConfigurationException e) {
        throw new IllegalStateException("the inferred contract is not one: " + e.getMessage(), e);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new TemporaryException("cannot write a temporary file; check the disk", e);
    }
  }

  private void write(String text) {
    try {
      Files.writeString(output, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new ConfigurationException(
          output + " exists already; move it away, or choose another --output", e);
    } catch (IOException e) {
      throw new ConfigurationException("cannot write " + output + "; check path and rights", e);
    }
  }
}
