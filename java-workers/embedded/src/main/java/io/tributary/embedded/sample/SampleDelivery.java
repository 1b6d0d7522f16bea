package io.tributary.embedded.sample;

import io.tributary.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Deliveries of successive days, each in a folder named by its date.
 *
 * @param archives of a day, not counting the one that is sent twice
 * @param members of a day, about
 */
public record SampleDelivery(long seed, int archives, int members) {
  public SampleDelivery {
    if (archives < DayPlan.FEWEST_ARCHIVES) {
      throw new IllegalArgumentException(
          "A sample needs at least " + DayPlan.FEWEST_ARCHIVES + " archives, not " + archives);
    }
    if (members < 4 * archives) {
      throw new IllegalArgumentException(
          "A sample needs at least 4 members an archive, not " + members + " in " + archives);
    }
  }

  /**
   * Writes the deliveries.
   *
   * @param lines takes one line a day
   * @return the figures that correct runs must arrive at, by date
   */
  public Map<String, Object> write(Path into, LocalDate from, int days, Consumer<String> lines)
      throws IOException {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (LocalDate date = from; date.isBefore(from.plusDays(days)); date = date.plusDays(1)) {
      Path directory = into.resolve(date.toString());
      DayFigures day = new SampleDay(directory, date, seed, archives, members).write();
      lines.accept(day.summary());
      figures.put(date.toString(), day.document());
    }
    return figures;
  }

  /** Writes the figures as a document of its own. */
  public void writeExpected(Path file, Map<String, Object> figures) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", 1);
    document.put("seed", seed);
    document.put("days", figures);
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.write(file, Json.bytes(document));
  }
}
