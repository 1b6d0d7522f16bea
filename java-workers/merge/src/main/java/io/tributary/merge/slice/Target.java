package io.tributary.merge.slice;

import io.tributary.core.store.MultipartUpload;
import java.io.Serializable;
import java.util.Optional;

/**
 * Where a task's bytes go.
 *
 * @param pending the object's upload; null when the object is small, and its bytes come back
 * @param first whether the object begins with them, and so with its header
 * @param last whether the object ends with them, so that the last part may be of any size
 */
public record Target(MultipartUpload pending, boolean first, boolean last) implements Serializable {
  private static final long serialVersionUID = 1L;

  Optional<MultipartUpload> upload() {
    return Optional.ofNullable(pending);
  }
}
