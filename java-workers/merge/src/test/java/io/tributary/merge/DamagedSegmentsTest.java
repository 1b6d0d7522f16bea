package io.tributary.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.Json;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Location;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.merge.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment that is not as it was written costs its table, and no wrong row is published. */
class DamagedSegmentsTest {
  private static final String TABLE = "room_rate";
  private static final String ARCHIVE = "a.tar.gz";

  @TempDir private Path folder;

  @Test
  void aChangedByteOfAPackedOneIsBadData() throws IOException {
    TestDelivery delivery = delivery(true);
    change(
        delivery,
        bytes -> {
          bytes[bytes.length / 2] ^= 4;
          return bytes;
        });

    WorkerException failure = failure(delivery);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(failure)
        .hasMessageContaining(segment(delivery).toString())
        .hasMessageContaining("is damaged: frame ")
        .hasMessageContaining("delete the archive's manifest");
  }

  @Test
  void oneThatIsCutMayBeAReplyThatWas() throws IOException {
    for (boolean packed : new boolean[] {false, true}) {
      TestDelivery delivery = delivery(packed);
      change(delivery, bytes -> Arrays.copyOf(bytes, bytes.length - 20));

      WorkerException failure = failure(delivery);

      assertThat(failure.exitCode()).isEqualTo(ExitCode.TEMPORARY);
      assertThat(failure)
          .hasMessageContaining(segment(delivery).toString())
          .hasMessageContaining("cut short");
    }
  }

  @Test
  void otherFramesThanTheManifestSaysAreBadData() throws IOException {
    TestDelivery delivery = delivery(true);
    Location at = delivery.layout().manifest(ARCHIVE);
    ArchiveManifest manifest = Json.read(delivery.store(), at, ArchiveManifest.class);
    List<Integer> frames =
        manifest.segments().stream()
            .filter(segment -> segment.table().equals(TABLE))
            .flatMap(segment -> segment.packing().orElseThrow().frames().stream())
            .toList();
    String text = delivery.text(at).orElseThrow();
    String lie = text.replaceFirst("\\b" + frames.get(0) + "\\b", "" + (frames.get(0) - 1));
    assertThat(lie).isNotEqualTo(text);
    delivery.store().write(at, Payload.of(lie), WriteCondition.none());

    assertThat(failure(delivery).exitCode()).isEqualTo(ExitCode.DATA);
  }

  private TestDelivery delivery(boolean packed) throws IOException {
    Path partner = folder.resolve("partner.yaml");
    Files.writeString(
        partner,
        """
        partner: damaged
        source: {uri: "file:///delivery"}
        storage: file:///elsewhere
        """);
    Location root = Location.of(folder.resolve(packed ? "packed" : "plain"));
    TestDelivery delivery = TestDelivery.of(partner, root);
    StringBuilder rows = new StringBuilder("id,name\n");
    for (int i = 0; i < 100; i++) {
      rows.append(i).append(",name of ").append(i * 7919).append('\n');
    }
    delivery.member(ARCHIVE, TABLE + "_20250317_1.csv", rows.toString());
    delivery.member(ARCHIVE, "booking_20250317_1.csv", "id\n1\n");
    return (packed ? delivery.packed(500) : delivery).extract();
  }

  /** The damaged table fails and is not published, the other one is. */
  private static WorkerException failure(TestDelivery delivery) {
    WorkerException failure =
        catchThrowableOfType(
            WorkerException.class,
            () ->
                new MergeRun(delivery.day(), SharedSpark.runtime(), false)
                    .run(new TableSelection(List.of(), false, List.of())));
    assertThat(delivery.text(delivery.layout().success(TABLE))).isEmpty();
    assertThat(delivery.text(delivery.layout().csv(TABLE))).isEmpty();
    assertThat(delivery.text(delivery.layout().csv("booking"))).contains("id\n1\n");
    return failure;
  }

  private static Location segment(TestDelivery delivery) {
    Location at = delivery.layout().manifest(ARCHIVE);
    return Json.read(delivery.store(), at, ArchiveManifest.class).segments().stream()
        .filter(segment -> segment.table().equals(TABLE))
        .map(segment -> delivery.layout().day().child(segment.path()))
        .findFirst()
        .orElseThrow();
  }

  private static void change(TestDelivery delivery, UnaryOperator<byte[]> change) {
    Location at = segment(delivery);
    byte[] changed = change.apply(Json.readBytes(delivery.store(), at));
    delivery.store().write(at, Payload.of(changed), WriteCondition.none());
  }
}
