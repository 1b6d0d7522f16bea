package io.tributary.core.config;

/**
 * One entry of {@code alerts}: whom to tell from which severity on.
 *
 * <pre>{@code
 * alerts:
 *   - {severity: error, webhook: "${ALERT_WEBHOOK}"}
 * }</pre>
 *
 * @param severity {@code warn}, {@code error} or {@code critical}
 * @param webhook the receiver's address, which is a secret
 */
public record AlertSpec(String severity, Secret webhook) {}
