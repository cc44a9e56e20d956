package org.amf4j.description;

import java.time.Duration;
import java.util.List;

/**
 * A cluster and the applications that it keeps available, as few words as say it.
 *
 * @param cluster name of the cluster
 * @param nodes names of the nodes, each a CLM node and the AMF node on it; not empty
 * @param startup how long nodes are waited for before work is given out
 * @param failOvers component fail-overs on one node within {@code failOverPeriod} after which all its work moves
 * @param failOverPeriod see above; more than zero
 * @param applications what is kept available, with distinct names
 */
public record SystemDescription(
        String cluster,
        List<String> nodes,
        Duration startup,
        int failOvers,
        Duration failOverPeriod,
        List<Application> applications) {

    public SystemDescription {
        nodes = List.copyOf(nodes);
        applications = List.copyOf(applications);
    }

    /**
     * An application.
     *
     * @param name its RDN value
     * @param software absolute folder of its scripts, the same on all nodes; empty when nothing is in it
     * @param groups its service groups, with distinct names
     */
    public record Application(String name, String software, List<GroupDescription> groups) {

        public Application {
            groups = List.copyOf(groups);
        }
    }
}
