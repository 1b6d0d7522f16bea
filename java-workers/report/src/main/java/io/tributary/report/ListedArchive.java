package io.tributary.report;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.SourceList;
import java.util.Optional;

/**
 * An archive of the frozen list and what became of it.
 *
 * @param archive the listing entry
 * @param manifest its manifest for this listing and these settings; empty: not extracted
 * @param problem why there is a manifest that does not count
 */
record ListedArchive(
    SourceList.Archive archive, Optional<ArchiveManifest> manifest, Optional<String> problem) {
  String name() {
    return archive.name();
  }
}
