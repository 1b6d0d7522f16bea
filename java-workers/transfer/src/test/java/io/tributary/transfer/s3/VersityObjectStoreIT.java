package io.tributary.transfer.s3;

import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStoreContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a real S3 server. */
class VersityObjectStoreIT extends ObjectStoreContract {
  @TempDir private static Path directory;
  private static ServerProcess server;
  private static ObjectStore store;

  private final Location root = new Location("s3", server.bucket(), UUID.randomUUID().toString());

  @BeforeAll
  static void start() throws Exception {
    server = ServerProcess.versity(directory);
    store = new S3ObjectStore(server.settings());
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      store.close();
      server.close();
    }
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected Location root() {
    return root;
  }

  /** It refuses the marker of the next page that it gave itself. */
  @Override
  protected boolean pagesUploads() {
    return false;
  }
}
