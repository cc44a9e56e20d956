package org.amf4j.api.amf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.amf4j.api.Dn;

/**
 * A component service instance as the component knows it. Immutable.
 *
 * <p>The framework sends the attributes once, with {@link CsiFlag#ADD_ONE}; the session remembers them, so that they
 * are here at every later change of the HA state, too.
 *
 * @param name its DN
 * @param attributes values by attribute name, in the order in which they were given
 * @param epoch rises with every change of who is active for it, and never goes back while the cluster keeps its log; 0
 *     when it is not known. See {@link Assignment#epoch()}
 */
public record AssignedCsi(Dn name, Map<String, List<String>> attributes, long epoch) {

    /** An instance whose epoch is not known. */
    public AssignedCsi(Dn name, Map<String, List<String>> attributes) {
        this(name, attributes, 0);
    }

    public AssignedCsi {
        Objects.requireNonNull(name, "name");
        Map<String, List<String>> copy = new LinkedHashMap<>();
        attributes.forEach((attribute, values) -> copy.put(attribute, List.copyOf(values)));
        attributes = Collections.unmodifiableMap(copy);
    }
}
