package io.tributary.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleUploadsTest {
  @TempDir Path directory;

  @Test
  void onlyOldOnesAreGivenUp() {
    Location root = Location.of(directory);
    try (ObjectStore store = ObjectStores.open(root)) {
      store.begin(root.child("day/table.csv"));
      store.begin(root.child("other/table.csv"));
      Instant now = Instant.now();

      assertThat(StaleUploads.giveUp(store, root.child("day"), now)).isZero();
      Instant tomorrow = now.plus(StaleUploads.AGE).plus(Duration.ofMinutes(1));
      assertThat(StaleUploads.giveUp(store, root.child("day"), tomorrow)).isEqualTo(1);

      assertThat(store.pendingUploads(root))
          .singleElement()
          .satisfies(left -> assertThat(left.upload().location().path()).contains("other/"));
    }
  }
}
