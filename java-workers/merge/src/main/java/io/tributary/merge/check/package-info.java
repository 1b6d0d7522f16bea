/**
 * The contract's checks of values, made ready to run on the bytes of every row: what passes and
 * what does not, in as few steps as can be.
 */
package io.tributary.merge.check;
