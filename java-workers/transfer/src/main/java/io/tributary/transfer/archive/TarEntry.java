package io.tributary.transfer.archive;

/**
 * One entry of a tar, after its long name and extended headers were applied.
 *
 * @param place running number over all entries of the archive, from 0
 * @param name as the archive has it, without a leading {@code ./}; safe to show and to compare, and
 *     empty for the archive's own top directory
 * @param file whether it is a regular file, and so has content
 * @param size bytes of content
 */
public record TarEntry(long place, String name, boolean file, long size) {}
