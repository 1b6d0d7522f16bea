package io.tributary.merge.slice;

import io.tributary.core.store.UploadedPart;
import java.io.Serializable;

/**
 * A part of an object, uploaded.
 *
 * @param part as the store names it
 * @param crc32c of its bytes
 * @param sha256 of its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record PartUpload(UploadedPart part, int crc32c, byte[] sha256) implements Serializable {
  private static final long serialVersionUID = 1L;
}
