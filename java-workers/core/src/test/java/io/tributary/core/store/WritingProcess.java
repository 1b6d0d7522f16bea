package io.tributary.core.store;

import java.util.Arrays;
import java.util.List;

/** Replaces an object for ever, by writes and by uploads of whole versions, until it is killed. */
final class WritingProcess {
  static final int SIZE = 6 << 20;

  private WritingProcess() {}

  public static void main(String[] args) {
    Location object = Location.parse(args[0]);
    try (ObjectStore store = ObjectStores.open(object)) {
      for (byte version = 1; ; version++) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, version);
        if (version % 2 == 0) {
          store.write(object, Payload.of(bytes), WriteCondition.none());
        } else {
          MultipartUpload upload = store.begin(object);
          UploadedPart part = store.upload(upload, 1, Payload.of(bytes));
          store.complete(upload, List.of(part), WriteCondition.none());
        }
        System.out.println(version);
      }
    }
  }
}
