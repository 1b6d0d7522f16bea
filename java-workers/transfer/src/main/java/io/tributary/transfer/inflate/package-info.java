/**
 * Unpacks deflate data by the JDK's zlib, or by Intel's ISA-L in a third of its time where the
 * machine has that. Which one it was shows in the run record, never in the results.
 */
package io.tributary.transfer.inflate;
