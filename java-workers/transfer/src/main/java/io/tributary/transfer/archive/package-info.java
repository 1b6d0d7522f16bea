/**
 * Reads {@code .tar.gz} archives that strangers made: gzip and tar, streamed in one pass, with a
 * limit on everything that an archive can claim. What is broken or hostile ends in a {@link
 * io.tributary.transfer.archive.RefusedException} with a reason code.
 */
package io.tributary.transfer.archive;
