package io.tributary.transfer.await;

import io.tributary.core.error.TemporaryException;
import java.time.Duration;
import java.time.Instant;

/** The time, and waiting for it to pass. */
interface Timer {
  /** That of the machine. */
  Timer SYSTEM =
      new Timer() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration duration) {
          try {
            Thread.sleep(duration.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporaryException("waiting was interrupted; run the task again", e);
          }
        }
      };

  Instant now();

  void sleep(Duration duration);
}
