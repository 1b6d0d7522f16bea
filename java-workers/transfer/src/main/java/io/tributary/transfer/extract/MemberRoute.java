package io.tributary.transfer.extract;

import io.tributary.core.document.RefusalReason;

/** What becomes of an archive's entry, judged by its name. */
sealed interface MemberRoute {
  /** It is no data. */
  record Ignored() implements MemberRoute {}

  /** It is data that cannot be accepted. */
  record Refused(RefusalReason reason, String detail) implements MemberRoute {}

  /** It is data of a table. */
  record Data(String table) implements MemberRoute {}
}
