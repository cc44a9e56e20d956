package org.amf4j.protocol.form;

import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.amf4j.core.lease.LeaseTimes;

/** The keys of the file {@code cluster.yaml}, which every node of a cluster reads when it starts. */
public enum ClusterKey {
    CLUSTER(Name.CLUSTER, Section.TOP, "text", "required", "the cluster's name"),
    FILES(
            Name.FILES,
            Section.TOP,
            "list of paths",
            "required",
            "the IMM XML files, merged in this order; read when the log is empty"),
    HOME(
            Name.HOME,
            Section.TOP,
            "path",
            "required",
            "the installation; replaces `${AMF_HOME}` in paths of software bundles"),
    RECORDER_MIB(
            Name.RECORDER_MIB,
            Section.TOP,
            "MiB, 0 or more",
            "64",
            "room of a controller's flight recorder; 0 for none"),
    PROFILE(
            Name.PROFILE,
            Section.TOP,
            "`default`, `fast`",
            "default",
            "how fast everything is noticed, where nothing else is said"),
    CHANNEL_PROFILE(
            Name.CHANNEL_PROFILE,
            Section.TOP,
            "`default`, `fast`",
            "that of `profile`",
            "how fast the group notices a lost member"),
    LOG_PROFILE(
            Name.LOG_PROFILE,
            Section.TOP,
            "`default`, `fast`",
            "that of `profile`",
            "how fast a lost leader of the log is replaced"),
    NODE_LOSS(Name.NODE_LOSS, Section.TOP, "section", "leases", "what is done about nodes that cannot be heard"),
    SECURITY(
            Name.SECURITY,
            Section.TOP,
            "`on`, `off`, `{certificates: FOLDER}`",
            "on",
            "mutual TLS between nodes, with the certificates of that folder, `certificates` beside the file if none is named"),
    NODES(
            Name.NODES,
            Section.TOP,
            "map of node to section",
            "required",
            "where each node listens, by the name that its agent announces"),
    POLICY(
            Name.POLICY,
            Section.LOSS,
            "`lease`, `fence`, `immediate`",
            "lease",
            "when the work of a lost node moves: when its lease is over; then or as soon as its fencing command has succeeded; or at once"),
    LOSS_PROFILE(
            Name.PROFILE,
            Section.LOSS,
            "`default`, `fast`",
            "that of the file",
            "lengths of leases that belong together"),
    RENEW_MS(
            Name.RENEW_MS,
            Section.LOSS,
            "ms; 1 or more; a third of `lease_ms` at most",
            lease(LeaseTimes::renewNanos),
            "time between two renewals of a lease; a third of it while they are not answered"),
    LEASE_MS(
            Name.LEASE_MS,
            Section.LOSS,
            "ms",
            lease(LeaseTimes::heldNanos),
            "without a renewal for so long a node ends what it runs"),
    GUARD_MS(
            Name.GUARD_MS,
            Section.LOSS,
            "ms; more than `lease_ms`",
            lease(LeaseTimes::guardNanos),
            "after this time its guardian kills what is left"),
    AWAIT_MS(
            Name.AWAIT_MS,
            Section.LOSS,
            "ms; more than `guard_ms`",
            lease(LeaseTimes::awaitedNanos),
            "after this time its work moves"),
    ADDRESS(Name.ADDRESS, Section.NODE, "literal IP address", "required", "address of all its ports"),
    CHANNEL_PORT(Name.CHANNEL_PORT, Section.NODE, "TCP port", "required", "port of the group's messages"),
    DETECTION_PORT(
            Name.DETECTION_PORT,
            Section.NODE,
            "TCP port",
            "required",
            "port that neighbours hold open to notice the death of the process"),
    LOG_PORT(
            Name.LOG_PORT,
            Section.NODE,
            "TCP port",
            "0",
            "port of the replicated log; needed on controllers and witnesses"),
    CONTROLLER(Name.CONTROLLER, Section.NODE, "`true`, `false`", "false", "whether the node keeps a copy of the log"),
    WITNESS(
            Name.WITNESS,
            Section.NODE,
            "`true`, `false`",
            "false",
            "whether this is no node but a witness, which keeps a copy of the log and runs nothing"),
    REBOOT(
            Name.REBOOT,
            Section.NODE,
            "list of words",
            "none",
            "the command that reboots the machine; without one the node's process is started anew"),
    FENCE(
            Name.FENCE,
            Section.NODE,
            "list of words",
            "none",
            "the command that switches the machine off and exits 0 when it is off; run by the leader");

    private final String key;
    private final Section section;
    private final String accepted;
    private final String otherwise;
    private final String meaning;

    /** Where in the file a key stands. */
    public enum Section {
        TOP("The file"),
        LOSS("Below `node_loss`"),
        NODE("Below a node of `nodes`");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        /** What it is called. */
        public String title() {
            return title;
        }
    }

    /** The keys as constants, for annotations. */
    public static final class Name {
        public static final String CLUSTER = "cluster";
        public static final String FILES = "files";
        public static final String HOME = "home";
        public static final String RECORDER_MIB = "recorder_mib";
        public static final String PROFILE = "profile";
        public static final String CHANNEL_PROFILE = "channel_profile";
        public static final String LOG_PROFILE = "log_profile";
        public static final String NODE_LOSS = "node_loss";
        public static final String SECURITY = "security";
        public static final String NODES = "nodes";
        public static final String POLICY = "policy";
        public static final String RENEW_MS = "renew_ms";
        public static final String LEASE_MS = "lease_ms";
        public static final String GUARD_MS = "guard_ms";
        public static final String AWAIT_MS = "await_ms";
        public static final String ADDRESS = "address";
        public static final String CHANNEL_PORT = "channel_port";
        public static final String DETECTION_PORT = "detection_port";
        public static final String LOG_PORT = "log_port";
        public static final String CONTROLLER = "controller";
        public static final String WITNESS = "witness";
        public static final String REBOOT = "reboot";
        public static final String FENCE = "fence";

        private Name() {}
    }

    ClusterKey(String key, Section section, String accepted, String otherwise, String meaning) {
        this.key = key;
        this.section = section;
        this.accepted = accepted;
        this.otherwise = otherwise;
        this.meaning = meaning;
    }

    private static String lease(ToLongFunction<LeaseTimes> length) {
        return millis(length.applyAsLong(LeaseTimes.STEADY)) + ", with the profile `fast` "
                + millis(length.applyAsLong(LeaseTimes.FAST));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** The key as it is written. */
    public String key() {
        return key;
    }

    /** Where it stands. */
    public Section section() {
        return section;
    }

    /** What may be written for it, with the unit. */
    public String accepted() {
        return accepted;
    }

    /** What holds when it is not there; {@code required} when it must be. */
    public String otherwise() {
        return otherwise;
    }

    /** What it is. */
    public String meaning() {
        return meaning;
    }
}
