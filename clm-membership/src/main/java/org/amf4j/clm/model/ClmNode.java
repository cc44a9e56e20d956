package org.amf4j.clm.model;

import java.util.Objects;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/**
 * A configured node ({@code SaClmNode}). Immutable.
 *
 * @param dn its name
 * @param nodeId its number, see {@link NodeIds}
 * @param disableReboot whether it must not be rebooted when it could not leave in order
 * @param lockCallbackTimeoutNanos how long subscribers have to answer, in nanoseconds
 * @param executionEnvironment the platform it runs on, {@link Dn#ROOT} without platform management
 * @param address the address it must have, empty for any
 * @param adminState what the administrator allows at first
 */
public record ClmNode(
        Dn dn,
        long nodeId,
        boolean disableReboot,
        long lockCallbackTimeoutNanos,
        Dn executionEnvironment,
        String address,
        ClmAdminState adminState) {

    /** The class of its object. */
    public static final String CLASS = "SaClmNode";

    /** How long subscribers have to answer when the configuration does not say. */
    public static final long LOCK_CALLBACK_TIMEOUT_NANOS = 50_000_000_000L;

    public ClmNode {
        Objects.requireNonNull(dn, "dn");
        Objects.requireNonNull(executionEnvironment, "executionEnvironment");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(adminState, "adminState");
    }

    /** The name that its agent announces. */
    public String name() {
        return dn.rdnValue();
    }

    /**
     * What an object says that {@link ClmRules} find right. A node that was leaving when it was written down has left by now.
     */
    public static ClmNode of(ImmObject object, long nodeId) {
        ClmAdminState admin = object.first("saClmNodeAdminState")
                .map(v -> ClmAdminState.of((Long) v))
                .orElse(ClmAdminState.UNLOCKED);
        return new ClmNode(
                object.dn(),
                nodeId,
                object.first("saClmNodeDisableReboot")
                        .filter(v -> (Long) v != 0)
                        .isPresent(),
                object.first("saClmNodeLockCallbackTimeout").map(v -> (Long) v).orElse(LOCK_CALLBACK_TIMEOUT_NANOS),
                object.first("saClmNodeEE").map(v -> (Dn) v).orElse(Dn.ROOT),
                object.first("saClmNodeAddress").map(String::valueOf).orElse(""),
                admin == ClmAdminState.SHUTTING_DOWN ? ClmAdminState.LOCKED : admin);
    }

    /** A node of which nothing but the name is configured. */
    public static ClmNode named(Dn dn, long nodeId) {
        return new ClmNode(dn, nodeId, false, LOCK_CALLBACK_TIMEOUT_NANOS, Dn.ROOT, "", ClmAdminState.UNLOCKED);
    }

    /** The same with other attributes that may be changed while it runs. */
    public ClmNode with(boolean newDisableReboot, long newTimeoutNanos) {
        return new ClmNode(dn, nodeId, newDisableReboot, newTimeoutNanos, executionEnvironment, address, adminState);
    }
}
