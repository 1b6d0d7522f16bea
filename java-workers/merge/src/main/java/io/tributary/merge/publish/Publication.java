package io.tributary.merge.publish;

import io.tributary.core.document.DayLayout;
import io.tributary.core.document.HeldTable;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.store.Location;
import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.PendingUpload;
import io.tributary.core.store.WriteCondition;
import io.tributary.merge.slice.Sha256;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Publishes one table: {@code _SUCCESS} goes, metadata, lineage and quarantine come, the CSV is
 * completed, {@code _SUCCESS} comes back and names it. Whoever looks at {@code _SUCCESS} before and
 * after reading has read one publication.
 *
 * <p>Two runs at once: every write is conditional on what the run saw when it began, and the
 * metadata are the first of them. Whoever writes them has won: the other one's write of them fails
 * (exit 75), before it has touched anything but {@code _SUCCESS}, and its retry finds or repairs
 * the result. From then on no upload but the winner's can ever be completed, so it gives up all
 * others: those of losers and those that killed runs left behind.
 */
public final class Publication {
  private final ObjectStore store;
  private final DayLayout layout;
  private final String table;
  private final Seen seen;

  public Publication(ObjectStore store, DayLayout layout, String table, Seen seen) {
    this.store = store;
    this.layout = layout;
    this.table = table;
    this.seen = seen;
  }

  /**
   * All that is published of a table.
   *
   * @param csv the product
   * @param rows of it
   * @param quarantine the quarantine file, if there is one
   * @param quarantined rows of it
   * @param metadata the bytes of {@code table_metadata.json}
   * @param lineage the bytes of {@code _lineage.jsonl.gz}
   * @param inputs the delivery's share of the fingerprint
   * @param fingerprint of everything that decided these bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Content(
      StoredObject csv,
      long rows,
      Optional<StoredObject> quarantine,
      long quarantined,
      byte[] metadata,
      byte[] lineage,
      String inputs,
      String fingerprint) {}

  /** Publishes, or throws with nothing changed that a retry would not repair. */
  public PublicationMarker publish(Content content) {
    if (!seen.unchanged(Seen.at(store, layout, table))) {
      throw lost();
    }
    store.delete(layout.success(table));
    release();
    write(layout.metadata(table), content.metadata(), seen.metadata());
    giveUpOtherUploads(content);
    write(layout.lineage(table), content.lineage(), seen.lineage());
    if (content.quarantine().isPresent()) {
      StoredObject quarantine = content.quarantine().get();
      quarantine.put(store, WriteCondition.unchangedSince(seen.quarantine()));
    } else {
      store.delete(layout.quarantine(table));
    }
    ObjectInfo csv = content.csv().put(store, WriteCondition.unchangedSince(seen.csv()));
    PublicationMarker marker = marker(content, csv);
    store.write(layout.success(table), Payload.of(Json.bytes(marker)), WriteCondition.ifAbsent());
    return marker;
  }

  /**
   * Takes back what an earlier delivery of the date published: the present one has nothing of the
   * table. The marker goes first, the product next; a run that is killed in between leaves no
   * publication, and the next one finds the rest.
   */
  public void withdraw() {
    if (!seen.unchanged(Seen.at(store, layout, table))) {
      throw lost();
    }
    store.delete(layout.success(table));
    giveUpOthers(layout.csv(table), null);
    giveUpOthers(layout.quarantine(table), null);
    store.delete(layout.csv(table));
    store.delete(layout.quarantine(table));
    store.delete(layout.lineage(table));
    store.delete(layout.metadata(table));
    store.delete(layout.asked(table));
    release();
  }

  /**
   * Says that the table is held back. Nothing of a publication is touched: whoever reads the table
   * goes on reading the earlier one.
   */
  public void hold(HeldTable held) {
    write(layout.held(table), Json.bytes(held), seen.held());
  }

  /** The table is no longer held back: what is published is what would be. */
  public void release() {
    if (seen.held().isPresent()) {
      store.delete(layout.held(table));
    }
  }

  private void write(Location location, byte[] bytes, Optional<ObjectInfo> before) {
    store.write(location, Payload.of(bytes), WriteCondition.unchangedSince(before));
  }

  private void giveUpOtherUploads(Content content) {
    giveUpOthers(layout.csv(table), content.csv().upload());
    giveUpOthers(
        layout.quarantine(table), content.quarantine().map(StoredObject::upload).orElse(null));
  }

  private void giveUpOthers(Location object, MultipartUpload ours) {
    String path = object.path();
    Location folder =
        new Location(object.scheme(), object.authority(), path.substring(0, path.lastIndexOf('/')));
    for (PendingUpload pending : store.pendingUploads(folder)) {
      MultipartUpload upload = pending.upload();
      if (upload.location().equals(object) && !upload.equals(ours)) {
        store.abort(upload);
      }
    }
  }

  private PublicationMarker marker(Content content, ObjectInfo csv) {
    Optional<StoredObject> quarantine = content.quarantine();
    return new PublicationMarker(
        PublicationMarker.VERSION,
        table,
        content.rows(),
        content.csv().size(),
        content.csv().crc32c(),
        content.csv().sha256OfParts(),
        content.csv().partCount(),
        content.inputs(),
        content.fingerprint(),
        csv.etag(),
        sha256(content.metadata()),
        content.quarantined(),
        quarantine.map(StoredObject::size).orElse(0L),
        quarantine.map(StoredObject::crc32c).orElse(""),
        quarantine.map(StoredObject::sha256OfParts).orElse(""),
        sha256(content.lineage()));
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
  }

  private PreconditionFailedException lost() {
    return new PreconditionFailedException(
        "table "
            + table
            + ": another run published "
            + layout.csv(table)
            + " meanwhile; run merge again to find its result");
  }
}
