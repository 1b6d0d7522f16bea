/**
 * One exception family whose type decides the exit code. Adapters wrap a library's exception once,
 * with the location; commands let it pass; the command runner turns it into one line and a code.
 */
package io.tributary.core.error;
