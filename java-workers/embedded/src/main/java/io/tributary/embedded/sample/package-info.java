/**
 * The sample delivery: what a hotel partner would send, byte for byte the same for equal options,
 * with the figures that a correct run must arrive at.
 */
package io.tributary.embedded.sample;
