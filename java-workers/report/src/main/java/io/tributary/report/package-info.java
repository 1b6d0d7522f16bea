/**
 * What a day came to: {@code summarize} counts and shows it, {@code verify} checks what was
 * published without trusting those who published it, {@code trace} follows a row back to its
 * archive and an archive to its rows.
 *
 * <p>All three read manifests as a stream, so that 40,000 of them fit into a small heap. Alerts
 * belong here, as readers of the findings in {@code summary.json} that know a partner's {@code
 * alerts}; the rules that find things belong to the quality module.
 */
package io.tributary.report;
