/**
 * The one {@code tributary} command: assembles the workers of all modules, turns every end into one
 * line and an exit code, and runs a whole day in one process.
 */
package io.tributary.cli;
