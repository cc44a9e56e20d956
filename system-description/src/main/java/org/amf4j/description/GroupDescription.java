package org.amf4j.description;

import java.util.List;
import java.util.Map;

/**
 * A service group: units that are all alike, and the service instances they provide.
 *
 * @param name its RDN value
 * @param model the redundancy model
 * @param hosts the node of each unit; one unit for each entry, the first preferred
 * @param components what each unit consists of, with distinct names; not empty
 * @param services what is provided, with distinct names
 * @param settings further attributes of the service group by their names in the information model
 * @param unitFailOver whether a failed component takes its whole unit with it
 */
record GroupDescription(
        String name,
        RedundancyName model,
        List<String> hosts,
        List<ComponentDescription> components,
        List<ServiceDescription> services,
        Map<String, Object> settings,
        boolean unitFailOver) {

    GroupDescription {
        hosts = List.copyOf(hosts);
        components = List.copyOf(components);
        services = List.copyOf(services);
        settings = Map.copyOf(settings);
    }
}
