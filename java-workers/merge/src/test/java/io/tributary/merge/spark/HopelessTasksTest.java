package io.tributary.merge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.DataException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that fail, on executors that would retry them; here or in processes of their own. */
class HopelessTasksTest {
  private static final boolean RETRIES = System.getProperty("tests.spark.master") != null;

  @TempDir private Path attempts;

  private interface Failure extends Serializable {
    WorkerException of(String message);
  }

  @Test
  void whatNoRetryCanHealEndsTheJob() throws IOException {
    TableSession session = SharedSpark.runtime().session("t", Map.of(), 1);

    assertThatThrownBy(() -> fail(session, DataException::new))
        .isInstanceOf(DataException.class)
        .hasMessage("broken");
    // One more may have begun before Spark told of the first.
    assertThat(attempts()).isBetween(1L, 2L);

    // The table's next job is none of it.
    assertThat(session.run("counting", () -> session.tasks(List.of(1, 2)).count())).isEqualTo(2);
  }

  @Test
  void whatMayHealIsRetried() throws IOException {
    TableSession session = SharedSpark.runtime().session("t", Map.of(), 1);

    assertThatThrownBy(() -> fail(session, TemporaryException::new))
        .isInstanceOf(TemporaryException.class)
        .hasMessage("broken");
    assertThat(attempts()).isEqualTo(RETRIES ? 4 : 1);
  }

  private void fail(TableSession session, Failure failure) {
    String folder = attempts.toString();
    boolean temporary = failure.of("") instanceof TemporaryException;
    JavaRDD<Integer> failing =
        session
            .tasks(List.of(1))
            .map(
                item -> {
                  int attempt = TaskContext.get().attemptNumber();
                  Files.createFile(Path.of(folder, "attempt-" + attempt));
                  if (attempt > 0 && !temporary) {
                    // As long as a retry takes: the end of the job interrupts it.
                    TimeUnit.SECONDS.sleep(20);
                  }
                  throw failure.of("broken");
                });
    session.run("failing", failing::count);
  }

  private long attempts() throws IOException {
    try (Stream<Path> files = Files.list(attempts)) {
      return files.count();
    }
  }
}
