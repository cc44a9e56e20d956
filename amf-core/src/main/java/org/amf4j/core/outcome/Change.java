package org.amf4j.core.outcome;

import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.clm.model.ClmAdminState;

/** A state that has changed. Changes feed notifications, metrics and the console; nothing decides by them. */
public sealed interface Change {

    /**
     * A state of an entity.
     *
     * @param entity the entity
     * @param attribute the model's attribute that holds it, for instance {@code saAmfSUPresenceState}
     * @param before name of the former state
     * @param after name of the present state
     */
    record State(Dn entity, String attribute, String before, String after) implements Change {}

    /**
     * The HA state of a service unit for a service instance, confirmed by its components.
     *
     * @param instance the service instance
     * @param unit the service unit
     * @param before empty when it was not assigned
     * @param after empty when it is not assigned any more
     */
    record Assignment(Dn instance, Dn unit, Optional<HaState> before, Optional<HaState> after) implements Change {}

    /**
     * How ready a service unit is for a service instance, by what its components say.
     *
     * @param instance the service instance
     * @param unit the service unit
     * @param before how ready it was
     * @param after how ready it is
     */
    record Readiness(Dn instance, Dn unit, HaReadiness before, HaReadiness after) implements Change {}

    /**
     * A component has no error any more that it was disabled for: somebody who knows has said so.
     *
     * @param component the component
     */
    record ErrorCleared(Dn component) implements Change {}

    /**
     * An alarm was raised or cleared.
     *
     * @param entity the entity
     * @param alarm what about
     * @param raised false when it is cleared
     * @param text a sentence
     */
    record Alarm(Dn entity, AlarmCondition alarm, boolean raised, String text) implements Change {}

    /**
     * A node has joined the cluster, left it, or been reconfigured.
     *
     * @param node the CLM node
     * @param change which of these
     * @param viewNumber the view that begins with it
     */
    record Membership(Dn node, ClusterChange change, long viewNumber) implements Change {}

    /**
     * What the administrator allows for a CLM node has changed.
     *
     * @param node the CLM node
     * @param before what was allowed
     * @param after what is allowed
     */
    record MembershipAdmin(Dn node, ClmAdminState before, ClmAdminState after) implements Change {}

    /**
     * A component error was accepted and a recovery chosen.
     *
     * @param component the component
     * @param recommended what the reporter recommended
     * @param applied what is done
     * @param text a sentence
     */
    record Recovery(Dn component, String recommended, String applied, String text) implements Change {}
}
