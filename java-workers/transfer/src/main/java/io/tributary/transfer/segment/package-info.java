/**
 * Packs the members of an archive into few large objects within a fixed memory budget, and keeps
 * the ledger of which member lies where.
 */
package io.tributary.transfer.segment;
