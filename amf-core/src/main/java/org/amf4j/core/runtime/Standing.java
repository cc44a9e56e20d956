package org.amf4j.core.runtime;

/**
 * How a service instance stands towards its sponsors and dependents, as last made known to their groups.
 *
 * @param steady whether a unit is active for it, confirmed, and is to stay so
 * @param assigned whether a unit is active or quiescing for it, confirmed
 * @param coming whether a unit should be active for it and work towards that is under way
 * @param serving whether a unit may be serving it at this moment, as far as anyone can know
 * @param leaving whether such a unit is to give it up
 */
public record Standing(boolean steady, boolean assigned, boolean coming, boolean serving, boolean leaving) {

    /** Nobody has it, and nobody is to get it. */
    public static final Standing NONE = new Standing(false, false, false, false, false);

    /** Whether what depends on it may count on it, now or as soon as the work under way is done. */
    public boolean isPromised() {
        return steady || coming;
    }
}
