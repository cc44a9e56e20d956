package org.amf4j.director;

/** What has to be certain before the work of a node that cannot be heard moves. */
public enum LossPolicy {
    /** That its lease has run out, or that its last word was heard: everything there has ended. */
    LEASE,
    /** The same, or that a fencing command has succeeded. */
    FENCE,
    /** Nothing: it moves at once, and two components may be active for a while if the node lives. */
    IMMEDIATE
}
