/**
 * The partner file: one record for each YAML block, with its defaults and the block's example in
 * its Javadoc, and the reader that names file, line and key of every mistake at once.
 */
package io.tributary.core.config;
