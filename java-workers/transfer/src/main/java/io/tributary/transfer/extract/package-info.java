/**
 * {@code tributary extract}: takes a shard's share of the frozen list, streams each archive through
 * gunzip, untar and routing into packed segments, and commits it by its manifest.
 */
package io.tributary.transfer.extract;
