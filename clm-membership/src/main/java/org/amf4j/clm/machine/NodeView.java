package org.amf4j.clm.machine;

import org.amf4j.api.Dn;

/**
 * A node as it is after a step. Immutable.
 *
 * @param nodeId its number
 * @param name its name
 * @param address where it is, empty when not known
 * @param executionEnvironment its platform, {@link Dn#ROOT} for none
 * @param member whether it is a member
 * @param bootTimestampNanos when it was started last, in nanoseconds since the epoch; 0 before the first time
 * @param initialViewNumber the view in which it joined last, 0 before the first time
 */
public record NodeView(
        long nodeId,
        Dn name,
        String address,
        Dn executionEnvironment,
        boolean member,
        long bootTimestampNanos,
        long initialViewNumber) {}
