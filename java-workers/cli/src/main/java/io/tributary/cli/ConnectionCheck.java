package io.tributary.cli;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.transfer.source.DeliverySource;
import io.tributary.transfer.source.DeliverySource.Entry;
import io.tributary.transfer.source.DeliverySources;
import io.tributary.transfer.source.NameGlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Tries what a partner file points to: lists the source, and uses the storage as workers do. */
final class ConnectionCheck {
  private final PartnerSpec partner;
  private final CheckReport report;

  ConnectionCheck(PartnerSpec partner, CheckReport report) {
    this.partner = partner;
    this.report = report;
  }

  /** Lists one day's folder of the source. */
  void source(LocalDate date) {
    try (DeliverySource source = DeliverySources.open(partner.source(), date, 1)) {
      List<Entry> entries = source.list();
      report.passed("source " + source.address() + ": " + found(entries));
    } catch (WorkerException e) {
      report.failed(e);
    }
  }

  private String found(List<Entry> entries) {
    if (entries.isEmpty()) {
      return "reached; nothing is there";
    }
    NameGlob glob = new NameGlob(partner.source().archives());
    List<Entry> archives = entries.stream().filter(entry -> glob.matches(entry.name())).toList();
    double megabytes = archives.stream().mapToLong(Entry::size).sum() / 1e6;
    String marker =
        partner
            .source()
            .marker()
            .map(
                name -> ", marker " + name + (holds(entries, name) ? " is there" : " is not there"))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "%,d files, %,d of them archives (%,.1f MB)%s",
        entries.size(),
        archives.size(),
        megabytes,
        marker);
  }

  private static boolean holds(List<Entry> entries, String name) {
    return entries.stream().anyMatch(entry -> entry.name().equals(name));
  }

  /** Writes, reads and deletes a small object below the partner's folder. */
  void storage() {
    Location root = partner.storage();
    try (ObjectStore store = ObjectStores.open(root)) {
      Location probe = root.child(partner.partner()).child("_validate-" + UUID.randomUUID());
      byte[] bytes = "tributary validate\n".getBytes(StandardCharsets.UTF_8);
      store.write(probe, Payload.of(bytes), WriteCondition.ifAbsent());
      try (InputStream in = store.read(probe)) {
        if (!Arrays.equals(in.readAllBytes(), bytes)) {
          throw new TemporaryException(probe + " gave other bytes than were written; try again");
        }
      } catch (IOException e) {
        throw new TemporaryException("cannot read " + probe + "; try again", e);
      } finally {
        store.delete(probe);
      }
      report.passed("storage " + root + ": written, read and deleted an object");
    } catch (WorkerException e) {
      report.failed(e);
    }
  }
}
