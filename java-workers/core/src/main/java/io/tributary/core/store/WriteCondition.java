package io.tributary.core.store;

import java.util.Objects;
import java.util.Optional;

/** What must hold of the present object for a write to take effect. */
public sealed interface WriteCondition {
  /** Always write. */
  static WriteCondition none() {
    return new Always();
  }

  /** Only when there is no object (S3: {@code If-None-Match: *}). */
  static WriteCondition ifAbsent() {
    return new IfAbsent();
  }

  /** Only when the present object has this ETag (S3: {@code If-Match}). */
  static WriteCondition ifMatch(String etag) {
    return new IfMatch(etag);
  }

  /** Only when the object is still as it was seen: that ETag, or still absent. */
  static WriteCondition unchangedSince(Optional<ObjectInfo> seen) {
    return seen.map(info -> ifMatch(info.etag())).orElseGet(WriteCondition::ifAbsent);
  }

  /** See {@link #none()}. */
  record Always() implements WriteCondition {}

  /** See {@link #ifAbsent()}. */
  record IfAbsent() implements WriteCondition {}

  /** See {@link #ifMatch(String)}. */
  record IfMatch(String etag) implements WriteCondition {
    public IfMatch {
      Objects.requireNonNull(etag, "etag");
    }
  }
}
