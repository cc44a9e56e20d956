package org.amf4j.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AssignedCsi;
import org.amf4j.api.amf.HaState;

/** What the component has accepted, and the attributes that came with it. Thread-safe. */
final class AssignmentTable {

    private final Map<Dn, AssignedCsi> known = new LinkedHashMap<>();
    private final Map<Dn, HaState> states = new LinkedHashMap<>();

    /** Remembers an instance that is offered; its state counts from {@link #accepted}. */
    synchronized void offered(AssignedCsi csi) {
        known.put(csi.name(), csi);
    }

    synchronized void accepted(List<AssignedCsi> csis, HaState state) {
        for (AssignedCsi csi : csis) {
            states.put(csi.name(), state);
        }
    }

    synchronized void removed(List<Dn> csis) {
        for (Dn csi : csis) {
            known.remove(csi);
            states.remove(csi);
        }
    }

    /** The instance with its remembered attributes. */
    synchronized AssignedCsi csi(Dn name) {
        return known.getOrDefault(name, new AssignedCsi(name, Map.of()));
    }

    /** The names of all instances that were offered and not removed. */
    synchronized List<Dn> names() {
        return new ArrayList<>(known.keySet());
    }

    synchronized Map<Dn, HaState> states() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }
}
