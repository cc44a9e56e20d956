package org.amf4j.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.amf4j.core.lease.LeaseTimes;
import org.amf4j.director.LossPolicy;
import org.amf4j.director.LossSettings;
import org.amf4j.protocol.form.ClusterKey.Name;

/**
 * The section {@code node_loss} of a cluster file: what is done about nodes that cannot be heard.
 *
 * @param policy {@code lease} (default), {@code fence} or {@code immediate}
 * @param profile {@code default} or {@code fast}: lengths of leases that belong together
 * @param renewMs time between two renewals, instead of that of the profile, milliseconds; so are the others
 * @param leaseMs after this time without a renewal a node ends what it runs
 * @param guardMs after this time its guardian kills what is left
 * @param awaitMs after this time its work moves
 */
record LossFile(
        @JsonProperty(Name.POLICY) String policy,
        @JsonProperty(Name.PROFILE) String profile,
        @JsonProperty(Name.RENEW_MS) Long renewMs,
        @JsonProperty(Name.LEASE_MS) Long leaseMs,
        @JsonProperty(Name.GUARD_MS) Long guardMs,
        @JsonProperty(Name.AWAIT_MS) Long awaitMs) {

    /** The profile for machines that may be overloaded. */
    static final String STEADY = "default";

    /** The profile for machines with a processor to spare. */
    static final String FAST = "fast";

    static final List<String> PROFILES = List.of(STEADY, FAST);

    /** What holds when nothing is said. */
    static final LossFile DEFAULT = new LossFile(null, null, null, null, null, null);

    LossFile {
        policy = policy == null ? "lease" : policy;
        if (!List.of("lease", "fence", "immediate").contains(policy)) {
            throw new IllegalArgumentException("node_loss: policy is '" + policy + "'; use lease, fence or immediate");
        }
        if (profile != null && !PROFILES.contains(profile)) {
            throw new IllegalArgumentException("node_loss: profile is '" + profile + "'; use default or fast");
        }
    }

    /** The same in that profile, unless one was named. */
    LossFile inProfile(String usual) {
        return new LossFile(policy, profile == null ? usual : profile, renewMs, leaseMs, guardMs, awaitMs);
    }

    LeaseTimes times() {
        LeaseTimes usual = FAST.equals(profile) ? LeaseTimes.FAST : LeaseTimes.STEADY;
        return new LeaseTimes(
                nanos(renewMs, usual.renewNanos()),
                nanos(leaseMs, usual.heldNanos()),
                nanos(guardMs, usual.guardNanos()),
                nanos(awaitMs, usual.awaitedNanos()));
    }

    private static long nanos(Long millis, long otherwise) {
        return millis == null ? otherwise : TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** With the fencing commands of the nodes. */
    LossSettings settings(Map<String, ClusterFile.Place> nodes) {
        Map<String, List<String>> fencing = new LinkedHashMap<>();
        nodes.forEach((name, place) -> {
            if (!place.fence().isEmpty()) {
                fencing.put(name, place.fence());
            }
        });
        return new LossSettings(LossPolicy.valueOf(policy.toUpperCase(Locale.ROOT)), times(), fencing);
    }
}
