/**
 * A segment's bytes on storage: as they are, or packed in frames. Whoever reads them reads through
 * here and sees them unpacked.
 */
package io.tributary.core.segment;
