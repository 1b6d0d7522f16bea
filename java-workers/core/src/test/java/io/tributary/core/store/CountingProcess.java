package io.tributary.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.error.PreconditionFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Adds to a counter object by conditional writes, against other processes that do the same. */
final class CountingProcess {
  private CountingProcess() {}

  public static void main(String[] args) throws IOException {
    Location object = Location.parse(args[0]);
    try (ObjectStore store = ObjectStores.open(object)) {
      for (int left = Integer.parseInt(args[1]); left > 0; ) {
        Optional<ObjectInfo> seen = store.head(object);
        int count = 0;
        if (seen.isPresent()) {
          try (InputStream in = store.read(object)) {
            count = Integer.parseInt(new String(in.readAllBytes(), UTF_8));
          }
        }
        try {
          store.write(object, Payload.of("" + (count + 1)), WriteCondition.unchangedSince(seen));
          left--;
        } catch (PreconditionFailedException e) {
          // Another process was faster: look again.
        }
      }
    }
  }
}
