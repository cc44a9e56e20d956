package org.amf4j.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AssignedCsi;
import org.amf4j.api.amf.HaState;

/** What the component has accepted, and the attributes that came with it. Thread-safe. */
final class AssignmentTable {

    private final Map<Dn, AssignedCsi> known = new LinkedHashMap<>();
    private final Map<Dn, HaState> states = new LinkedHashMap<>();
    private final Map<Dn, Long> epochs = new LinkedHashMap<>();

    /** Remembers an instance that is offered; its state counts from {@link #accepted}. */
    synchronized void offered(AssignedCsi csi) {
        known.put(csi.name(), csi);
    }

    synchronized void accepted(List<AssignedCsi> csis, HaState state) {
        for (AssignedCsi csi : csis) {
            states.put(csi.name(), state);
        }
    }

    /** Remembers other attributes of an instance that is there. */
    synchronized void changed(AssignedCsi csi) {
        known.replace(csi.name(), csi);
    }

    synchronized void clear() {
        known.clear();
        states.clear();
    }

    synchronized void removed(List<Dn> csis) {
        for (Dn csi : csis) {
            known.remove(csi);
            states.remove(csi);
        }
    }

    /**
     * Takes note of epochs that a callback tells of. Returns the first instance of which a later one is known: the callback
     * was decided before another one, and must not be followed.
     */
    synchronized Optional<AssignedCsi> outdated(List<AssignedCsi> csis) {
        Optional<AssignedCsi> outdated = csis.stream()
                .filter(csi -> csi.epoch() < epochs.getOrDefault(csi.name(), 0L))
                .findFirst();
        if (outdated.isEmpty()) {
            csis.forEach(csi -> epochs.put(csi.name(), csi.epoch()));
        }
        return outdated;
    }

    /** The instance with its remembered attributes, in an epoch. */
    synchronized AssignedCsi csi(Dn name, long epoch) {
        AssignedCsi remembered = known.get(name);
        return new AssignedCsi(name, remembered == null ? Map.of() : remembered.attributes(), epoch);
    }

    /** The same in the latest epoch known. */
    synchronized AssignedCsi csi(Dn name) {
        return csi(name, epochs.getOrDefault(name, 0L));
    }

    /** The names of all instances that were offered and not removed. */
    synchronized List<Dn> names() {
        return new ArrayList<>(known.keySet());
    }

    synchronized Map<Dn, HaState> states() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }
}
