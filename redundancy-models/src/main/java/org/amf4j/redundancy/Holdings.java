package org.amf4j.redundancy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;

/** Who has been given what in one role so far, and how loaded that makes each unit. */
final class Holdings {

    private final Map<ServiceInstance, List<ServiceUnit>> units = new LinkedHashMap<>();
    private final Map<ServiceUnit, Integer> load = new LinkedHashMap<>();

    Holdings(List<ServiceInstance> instances) {
        instances.forEach(i -> units.put(i, new ArrayList<>()));
    }

    /** Keeps what was held on units that may go on holding it. */
    void keep(Function<ServiceInstance, List<ServiceUnit>> before, List<ServiceUnit> usable) {
        for (ServiceInstance instance : units.keySet()) {
            before.apply(instance).stream().filter(usable::contains).forEach(u -> give(instance, u));
        }
    }

    void give(ServiceInstance instance, ServiceUnit unit) {
        units.get(instance).add(unit);
        load.merge(unit, 1, Integer::sum);
    }

    List<ServiceUnit> of(ServiceInstance instance) {
        return units.get(instance);
    }

    int load(ServiceUnit unit) {
        return load.getOrDefault(unit, 0);
    }
}
