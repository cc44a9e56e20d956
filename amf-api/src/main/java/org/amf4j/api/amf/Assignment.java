package org.amf4j.api.amf;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;

/** The request to take an HA state for one or all component service instances of the component. */
public interface Assignment extends Request {

    /** The HA state to take. */
    HaState haState();

    /** Whether work is added, or the state of one or of all instances changes. */
    CsiFlag flag();

    /** The instances concerned, at least one; several only with {@link CsiFlag#TARGET_ALL}. */
    List<AssignedCsi> csis();

    /** For ACTIVE: how the work came free. */
    Optional<TransitionDescriptor> transition();

    /** For ACTIVE the component that was active before, for STANDBY the one that is; empty if there is none. */
    Optional<Dn> activeComponent();

    /** For STANDBY: the place in the order of succession, 1 takes over first; otherwise 0. */
    int standbyRank();

    /**
     * The fencing token of this assignment: rises with every change of who is active for the first of the instances.
     *
     * <p>Send it with every write to storage that several nodes can reach, and have the storage refuse a write whose token
     * is lower than the highest it has seen. Then a former active that was paused at the wrong moment cannot write after
     * its successor, whatever its clock and its network do. Tokens are comparable for one instance, and where one component
     * at a time is active for it. They rise over restarts of the whole cluster, and begin anew only with a new log.
     *
     * @return 0 when it is not known
     */
    default long epoch() {
        return csis().get(0).epoch();
    }

    /**
     * After the answer to a QUIESCING: the work under way is finished. The component then counts as QUIESCED.
     *
     * @throws IllegalStateException when this is not QUIESCING, is not yet answered with {@link #done()}, or was
     *     completed before
     * @throws org.amf4j.api.AisException ERR_BAD_OPERATION or ERR_NOT_EXIST when the framework no longer waits for it,
     *     for instance because it has meanwhile asked for QUIESCED
     */
    void quiescingComplete();

    /** Like {@link #quiescingComplete()}, but the work could not be finished: a failure of the component. */
    void quiescingFailed();

    /** The first instance concerned; the only one unless {@link CsiFlag#TARGET_ALL} names several. */
    default Dn csi() {
        return csis().get(0).name();
    }

    /**
     * The first value of an attribute, from the first of the instances that has it.
     *
     * @throws IllegalArgumentException naming the instance when none has it
     */
    default String attribute(String name) {
        List<String> values = attributes(name);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    csi() + " has no attribute " + name + "; configure safCsiAttr=" + name + "," + csi());
        }
        return values.get(0);
    }

    /** All values of an attribute, from the first of the instances that has it; empty if none has. */
    default List<String> attributes(String name) {
        for (AssignedCsi csi : csis()) {
            List<String> values = csi.attributes().getOrDefault(name, List.of());
            if (!values.isEmpty()) {
                return values;
            }
        }
        return List.of();
    }
}
