package org.amf4j.core.lease;

/**
 * One life of a node's agent. A lease belongs to a life; the next one begins without.
 *
 * @param agent the agent's name
 * @param incarnation rises with each life
 */
public record Life(String agent, long incarnation) {

    @Override
    public String toString() {
        return agent + "/" + incarnation;
    }
}
