/**
 * The partner's history: long-term metrics, one immutable file a run, and the acceptances of known
 * anomalies. {@code HISTORY.md} beside this module's sources describes the format for people.
 */
package io.tributary.core.history;
