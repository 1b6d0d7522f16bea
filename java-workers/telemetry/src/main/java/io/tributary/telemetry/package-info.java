/**
 * Numbers for machines: metrics over OTLP and lineage as OpenLineage events, sent once at the end
 * of a summary to where the standards' own environment variables point. What cannot be sent is said
 * and changes nothing else. METRICS.md beside this module's pom lists names, units and meanings.
 */
package io.tributary.telemetry;
