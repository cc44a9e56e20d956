package org.amf4j.core.command;

import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.model.CommandLine;

/** What an agent does with a component. Each action is answered by exactly one report. */
public sealed interface Action {

    /**
     * One instantiation attempt: run INSTANTIATE and, for an SA-aware component, wait until it has registered, both
     * within the time limit. A failed attempt is cleaned up before it is answered.
     *
     * @param spec everything the agent needs to know of the component
     * @param environment variables beyond those of the component's specification: attributes of the CSI for a component
     *     that is neither SA-aware nor proxied
     */
    record Instantiate(ComponentSpec spec, Map<String, String> environment) implements Action {
        public Instantiate {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * End the component gracefully: terminate callback, or TERMINATE; CLEANUP when that fails.
     *
     * @param environment as in {@link Instantiate}
     */
    record Terminate(Map<String, String> environment) implements Action {
        public Terminate {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * End the component abruptly: CLEANUP. Carries the specification, because the agent may never have started it.
     *
     * @param spec everything the agent needs to know of the component
     * @param environment as in {@link Instantiate}
     */
    record Cleanup(ComponentSpec spec, Map<String, String> environment) implements Action {
        public Cleanup {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Speak for a proxied component that runs already: its proxy is another one than before. Nothing is done to it.
     *
     * @param spec everything the agent needs to know of the component
     * @param states the HA states that it has confirmed, by CSI
     */
    record Adopt(ComponentSpec spec, Map<Dn, HaState> states) implements Action {
        public Adopt {
            states = Map.copyOf(states);
        }
    }

    /**
     * Remember a proxied component that runs on the node while its proxy is elsewhere: when the agent ends, or its lease does,
     * the component's CLEANUP is run.
     *
     * @param spec what is needed to run its CLEANUP
     */
    record Guard(ComponentSpec spec) implements Action {}

    /**
     * Give the component an HA state: CSI-set callback.
     *
     * @param haState the state
     * @param flag which CSIs are meant
     * @param csis the CSIs concerned, one unless the flag is TARGET_ALL
     * @param transition for ACTIVE: how the instance came free
     * @param activeComponent for ACTIVE the former, for STANDBY the present active component; the root name for none
     * @param standbyRank for STANDBY: 1 takes over first; else 0
     * @param timeoutNanos time limit of the answer, in nanoseconds
     * @param quiescingTimeoutNanos for QUIESCING: time limit from the answer until quiescing is complete
     */
    record SetCsi(
            HaState haState,
            CsiFlag flag,
            List<Csi> csis,
            TransitionDescriptor transition,
            Dn activeComponent,
            int standbyRank,
            long timeoutNanos,
            long quiescingTimeoutNanos)
            implements Action {
        public SetCsi {
            csis = List.copyOf(csis);
        }
    }

    /**
     * Take CSIs from the component: CSI-remove callback.
     *
     * @param flag which CSIs are meant
     * @param csis the CSIs concerned, one unless the flag is TARGET_ALL
     * @param timeoutNanos time limit of the answer, in nanoseconds
     */
    record RemoveCsi(CsiFlag flag, List<Dn> csis, long timeoutNanos) implements Action {
        public RemoveCsi {
            csis = List.copyOf(csis);
        }
    }

    /**
     * Tell the component that the attributes of a CSI that it has are others: CSI attribute change callback.
     *
     * @param csi the CSI with all its attributes as they are now
     * @param timeoutNanos time limit of the answer, in nanoseconds
     */
    record ChangeCsi(Csi csi, long timeoutNanos) implements Action {}

    /**
     * Start the external active monitor: AM_START, again when it fails, up to the number of attempts. The agent stops the
     * monitor by itself when the component ends: before a graceful termination, beside a cleanup.
     *
     * @param start AM_START
     * @param startAttempts how often it is tried before the component counts as failed
     * @param stop AM_STOP
     * @param stopAttempts how often it is tried before the component counts as failed
     */
    record StartMonitor(CommandLine start, int startAttempts, CommandLine stop, int stopAttempts) implements Action {}

    /** Stop the external active monitor: AM_STOP. */
    record StopMonitor() implements Action {}

    /** Which CSIs of the component a callback is about. */
    enum CsiFlag {
        /** A CSI that is new to the component. */
        ADD_ONE(1),
        /** One CSI that the component has. */
        TARGET_ONE(2),
        /** All CSIs that the component has. */
        TARGET_ALL(4);

        private final int value;

        CsiFlag(int value) {
            this.value = value;
        }

        /** The number of the standard. */
        public int value() {
            return value;
        }
    }

    /**
     * A CSI and, when it is new to the component or they have changed, its attributes.
     *
     * @param dn its name
     * @param attributes values by name; empty for {@link SetCsi} unless the flag is ADD_ONE
     * @param epoch the log entry by which it was last decided who is active for it; with ACTIVE that of this order. It
     *     never goes back: whoever has seen a later one refuses this order
     */
    record Csi(Dn dn, Map<String, List<String>> attributes, long epoch) {}
}
