package org.amf4j.api.clm;

import java.time.Instant;
import java.util.Objects;
import org.amf4j.api.Dn;

/**
 * A node of the cluster as it was in one view. Immutable.
 *
 * @param nodeId its number, 1 to 0xFFFFFFFE, the same whenever it joins
 * @param name its name, {@code safNode=...,safCluster=...}
 * @param address the address at which it is, empty when that is not known
 * @param executionEnvironment the platform that it runs on, {@link Dn#ROOT} without platform management
 * @param member whether it is a member
 * @param bootTimestamp when it was started last, {@link Instant#EPOCH} before the first time
 * @param initialViewNumber number of the view in which it joined last, 0 before the first time
 */
public record ClusterNode(
        long nodeId,
        Dn name,
        String address,
        Dn executionEnvironment,
        boolean member,
        Instant bootTimestamp,
        long initialViewNumber) {

    /** Stands for the node that the caller is on. */
    public static final long LOCAL_NODE_ID = 0xFFFF_FFFFL;

    public ClusterNode {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(executionEnvironment, "executionEnvironment");
        Objects.requireNonNull(bootTimestamp, "bootTimestamp");
    }
}
