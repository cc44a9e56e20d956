package org.amf4j.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.protocol.imm.ImmCall;

/** The changes that an implementer has heard of and not seen the end of. For the reading thread. */
final class HeardChanges {

    /** By name; whether it has been asked about the change as a whole. */
    private final Map<String, Boolean> open = new LinkedHashMap<>();

    /** A call has arrived. */
    void heard(ImmCall call) {
        switch (call.getBodyCase()) {
            case OPERATIONS -> open.putIfAbsent(call.getOperations().getChange(), false);
            case COMPLETED -> open.put(call.getCompleted(), true);
            case APPLY -> open.remove(call.getApply());
            case ABORT -> open.remove(call.getAbort());
            default -> {
                // not about a change
            }
        }
    }

    /**
     * A change of which nobody can say here how it ends when the session ends now. One that an implementer has not been asked
     * about as a whole is aborted; an applier is asked nothing, and its end aborts none.
     */
    Optional<String> uncertain(boolean isApplier) {
        return open.entrySet().stream()
                .filter(each -> isApplier || each.getValue())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Forgets all; their names. */
    List<String> endAll() {
        List<String> names = List.copyOf(open.keySet());
        open.clear();
        return names;
    }
}
