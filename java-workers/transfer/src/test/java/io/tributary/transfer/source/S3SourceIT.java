package io.tributary.transfer.source;

import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.transfer.s3.ServerProcess;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class S3SourceIT extends SourceContract {
  @TempDir private static Path directory;
  private static ServerProcess server;
  private static ObjectStore store;

  private final Location prefix = new Location("s3", server.bucket(), UUID.randomUUID().toString());

  @BeforeAll
  static void start() throws Exception {
    server = ServerProcess.versity(directory);
    store = server.open();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      store.close();
      server.close();
    }
  }

  @Override
  DeliverySource source() {
    return new S3Source(prefix, store);
  }

  @Override
  DeliverySource elsewhere() {
    return new S3Source(prefix.child("nowhere"), store);
  }

  @Override
  void put(String name, byte[] bytes) {
    store.write(prefix.child(name), Payload.of(bytes), WriteCondition.none());
  }

  @Override
  void remove(String name) {
    store.delete(prefix.child(name));
  }
}
