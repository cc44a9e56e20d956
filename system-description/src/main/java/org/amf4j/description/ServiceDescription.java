package org.amf4j.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service instance, or several of the same kind.
 *
 * @param name its RDN value; with a count the beginning of each one's
 * @param count how many there are; 0 for one whose name is {@code name} itself
 * @param csis attributes of the CSI for each component that takes part, by component; {@code ${n}} in a value stands for the
 *     number of the instance, from 1
 * @param settings further attributes of the service instance by their names in the information model
 */
record ServiceDescription(
        String name, int count, Map<String, Map<String, List<String>>> csis, Map<String, Object> settings) {

    private static final String NUMBER = "${n}";

    ServiceDescription {
        csis = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(csis));
        settings = Map.copyOf(settings);
    }

    /** Names of the instances. */
    List<String> instances() {
        return count == 0
                ? List.of(name)
                : java.util.stream.IntStream.rangeClosed(1, count)
                        .mapToObj(n -> name + n)
                        .toList();
    }

    /** The value for the instance at the position, from 0. */
    static String valueFor(String value, int position) {
        return value.replace(NUMBER, Integer.toString(position + 1));
    }
}
