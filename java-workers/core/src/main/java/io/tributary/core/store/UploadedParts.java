package io.tributary.core.store;

import java.util.List;

/** What every store asks of the parts of an upload, so that no store is more patient than S3. */
public final class UploadedParts {
  private UploadedParts() {}

  /**
   * Checks numbers and sizes.
   *
   * @throws IllegalArgumentException when S3 would refuse them, which only a bug can cause
   */
  public static void check(MultipartUpload upload, List<UploadedPart> parts) {
    if (parts.isEmpty() || parts.size() > ObjectStore.MAXIMUM_PARTS) {
      throw new IllegalArgumentException(
          parts.size() + " parts for " + upload.location() + ": must be 1 to 10,000");
    }
    for (int i = 0; i < parts.size(); i++) {
      UploadedPart part = parts.get(i);
      checkNumber(upload, part.number());
      if (i > 0 && part.number() <= parts.get(i - 1).number()) {
        throw new IllegalArgumentException(
            "parts of " + upload.location() + " are not in ascending order");
      }
      if (i < parts.size() - 1 && part.size() < ObjectStore.MINIMUM_PART_SIZE) {
        throw new IllegalArgumentException(
            "part " + part.number() + " of " + upload.location() + " is below 5 MiB");
      }
    }
  }

  /** Checks one number. */
  public static void checkNumber(MultipartUpload upload, int number) {
    if (number < 1 || number > ObjectStore.MAXIMUM_PARTS) {
      throw new IllegalArgumentException(
          "part number " + number + " of " + upload.location() + ": must be 1 to 10,000");
    }
  }
}
