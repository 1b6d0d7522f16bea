/**
 * What all commands share: options, the open day, run identity and record, progress, and the runner
 * that turns an exception into one line, a termination message and an exit code.
 */
package io.tributary.core.command;
