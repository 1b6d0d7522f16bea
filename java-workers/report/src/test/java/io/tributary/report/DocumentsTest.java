package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.fixture.DocumentSchema;
import io.tributary.core.store.Location;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on storage after a day is what the schemas describe. */
class DocumentsTest {
  @TempDir Path folder;

  @Test
  void lieOnStorageAsDescribed() throws IOException {
    try (DayFixture day = new DayFixture(folder)) {
      day.archive("a.tar.gz", member("booking", 1, "id,guest", "1,a", "2"))
          .refused("b.tar.gz", "crc-mismatch")
          .missing("c.tar.gz")
          .ran("merge", 0, 1, 0, 9, 0)
          .ran("extract", 1, 1, 0, 9, -1)
          .merged();
      new SummarizeCommand().perform(day.day());

      valid(day, "sources", day.layout.sources());
      valid(day, "manifest", day.layout.manifest("a.tar.gz"));
      valid(day, "manifest", day.layout.manifest("b.tar.gz"));
      valid(day, "table_metadata", day.layout.metadata("booking"));
      valid(day, "success", day.layout.success("booking"));
      valid(day, "run_record", day.layout.runRecord("run-1", "merge", 0, 1));
      valid(day, "run_record", day.layout.runRecord("run-1", "extract", 1, 1));
      valid(day, "run_record", day.layout.runRecord("run-1", "summarize", 0, 1));
      valid(day, "summary", day.layout.report("summary.json"));
    }
  }

  private static void valid(DayFixture day, String schema, Location document) {
    assertThat(DocumentSchema.of(schema).errors(day.bytes(document))).as("%s", document).isEmpty();
  }
}
