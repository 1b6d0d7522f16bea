package io.tributary.transfer.segment;

/**
 * Where a member's records were put.
 *
 * @param segment index in the manifest's list
 * @param offset of the first record byte in the segment object
 * @param length bytes of the records
 */
public record MemberPlace(int segment, long offset, long length) {}
