package io.tributary.quality;

/** What becomes of the table, whatever the severity of the finding. */
enum Action {
  /** It is published. */
  PUBLISH,
  /** It is not: an earlier publication of the date stays in place. */
  HOLD
}
