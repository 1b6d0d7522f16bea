package io.tributary.merge;

import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.store.Location;
import io.tributary.merge.spark.SharedSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A worker of its own for {@link MergeOnS3IT}, since credentials come from the environment:
 * extracts and merges a day on S3, then reads the product back with Spark SQL.
 */
final class MergeOnS3 {
  static final int MEMBERS = 6;
  static final int ROWS = 40_000;

  private MergeOnS3() {}

  /** Arguments: the partner file, the storage root. */
  public static void main(String[] arguments) {
    TestDelivery delivery = TestDelivery.of(Path.of(arguments[0]), Location.parse(arguments[1]));
    for (int i = 0; i < MEMBERS; i++) {
      String rows = (i + "," + "x".repeat(90) + "\n").repeat(ROWS) + "bad\n";
      delivery.member("a" + i / 3 + ".tar.gz", "t_20250317_" + i + ".csv", "id,name\n" + rows);
      if (i == 2) {
        // Of the two archives the first.
        delivery.packed(1 << 20);
      }
    }
    delivery.extract();
    new MergeRun(delivery.day(), SharedSpark.runtime(), false)
        .run(new TableSelection(List.of(), false, List.of()));
    PublicationMarker marker =
        Json.read(delivery.store(), delivery.layout().success("t"), PublicationMarker.class);
    String product = delivery.layout().csv("t").toString().replace("s3://", "s3a://");
    long[] read = SharedSpark.sumOfFirstColumn(product);
    System.out.println(
        Json.line(
            Map.of(
                "parts", marker.parts(),
                "rows", marker.rows(),
                "quarantined", marker.quarantinedRows(),
                "pending", delivery.store().pendingUploads(delivery.layout().day()).size(),
                "rowsRead", read[0],
                "sumRead", read[1])));
    System.exit(0);
  }
}
