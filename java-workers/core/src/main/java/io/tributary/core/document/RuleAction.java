package io.tributary.core.document;

/** What becomes of the data, whatever the severity of the finding. */
public enum RuleAction {
  /** The table is published with the rows as they are. */
  PUBLISH,
  /** The rows at fault go to quarantine, the rest is published. */
  QUARANTINE,
  /** The table is not published: an earlier publication of the date stays in place. */
  HOLD
}
