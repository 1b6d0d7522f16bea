package io.tributary.transfer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.PermissionException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.transfer.source.DeliverySource.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is denied: one object, or all there is. */
class S3SourceTest {
  @TempDir private Path folder;
  private final Set<String> denied = new HashSet<>();
  private Location prefix;
  private S3Source source;
  private Entry entry;

  @BeforeEach
  void put() {
    prefix = Location.of(folder);
    ObjectStore store = ObjectStores.open(prefix);
    store.write(prefix.child("a.tar.gz"), Payload.of("a"), WriteCondition.none());
    store.write(prefix.child("b.tar.gz"), Payload.of("b"), WriteCondition.none());
    source = new S3Source(prefix, denying(store));
    entry = source.find("a.tar.gz").orElseThrow();
  }

  @Test
  void anObjectThatMayNotBeReadIsItsOwnFailure() throws IOException {
    for (String call : new String[] {"read", "head"}) {
      denied.add(call + " a.tar.gz");
      assertThatThrownBy(() -> source.open(entry))
          .isInstanceOf(UnreadableFileException.class)
          .hasMessageContaining(prefix.child("a.tar.gz").toString());
      try (InputStream in = source.open(source.find("b.tar.gz").orElseThrow())) {
        assertThat(in.readAllBytes()).isEqualTo(new byte[] {'b'});
      }
      denied.clear();
    }
  }

  @Test
  void wrongCredentialsAreNot() {
    denied.addAll(Set.of("read a.tar.gz", "list " + prefix.name()));
    assertThatThrownBy(() -> source.open(entry)).isInstanceOf(PermissionException.class);
  }

  private ObjectStore denying(ObjectStore store) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              Location location = (Location) arguments[0];
              if (denied.contains(method.getName() + " " + location.name())) {
                throw new PermissionException("403 for " + location, null);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
