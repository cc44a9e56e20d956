package org.amf4j.clm.machine;

import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.clm.model.ClmAdminState;

/** What follows from something that has happened, in order. */
public sealed interface Effect {

    /** Subscribers are to be told. */
    record Told(TrackStep step) implements Effect {}

    /** A node has joined, left or been reconfigured; the world is notified. */
    record Changed(Dn node, ClusterChange change, long viewNumber) implements Effect {}

    /** What the administrator allows has changed; the world is notified. */
    record Administered(Dn node, ClmAdminState before, ClmAdminState after) implements Effect {}

    /** The answer to an operator's or subscriber's request. */
    record Answered(String requestId, AisStatus status, String text) implements Effect {}

    /** A node is to be rebooted at once. */
    record Reset(Dn node, String cause) implements Effect {}

    /** Why; a sentence without its subject. */
    record Because(Dn subject, String rule, String text) implements Effect {}
}
