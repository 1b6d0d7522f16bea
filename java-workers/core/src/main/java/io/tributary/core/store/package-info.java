/**
 * The port to object storage: {@link io.tributary.core.store.Location} names a place, {@link
 * io.tributary.core.store.ObjectStore} reads, writes conditionally and assembles one object of
 * parts. The local implementation is here; each cloud has a module of its own, found by its {@link
 * io.tributary.core.store.ObjectStoreProvider}.
 */
package io.tributary.core.store;
