package org.amf4j.admin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import org.amf4j.admin.model.FaultExplorer;

/** The faults that {@code --faults} takes, for its help and for completion by the shell. Stateless. */
final class FaultNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        List<String> names = new ArrayList<>();
        ServiceLoader.load(FaultExplorer.class).findFirst().ifPresent(explorer -> names.addAll(explorer.faults()));
        names.add("all");
        return names.iterator();
    }
}
