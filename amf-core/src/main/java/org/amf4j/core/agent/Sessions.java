package org.amf4j.core.agent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.amf4j.api.Dn;

/** The sessions of one component; at most one of them is the one that registered it. */
final class Sessions {

    /** Most sessions of one component. */
    static final int SESSIONS_MAX = 64;

    private final Dn component;
    private final Desk desk;
    private final Set<Long> open = new LinkedHashSet<>();
    private OptionalLong registered = OptionalLong.empty();

    Sessions(Dn component, Desk desk) {
        this.component = component;
        this.desk = desk;
    }

    boolean isFull() {
        return open.size() >= SESSIONS_MAX;
    }

    /** Those that are open. */
    List<Long> open() {
        return List.copyOf(open);
    }

    /** Goes on with sessions that another process of the agent had. */
    void restore(List<Long> sessions, OptionalLong registeredOne) {
        open.addAll(sessions);
        registered = registeredOne;
    }

    void opened(long session) {
        open.add(session);
    }

    boolean isOpen(long session) {
        return open.contains(session);
    }

    void register(long session) {
        registered = OptionalLong.of(session);
    }

    /** The session that registered the component. */
    OptionalLong registered() {
        return registered;
    }

    /** Forgets a session; says whether it was the registered one. */
    boolean closed(long session) {
        open.remove(session);
        boolean was = registered.isPresent() && registered.getAsLong() == session;
        if (was) {
            registered = OptionalLong.empty();
        }
        return was;
    }

    void closeAll(String reason) {
        List.copyOf(open).forEach(session -> desk.add(new AgentAction.CloseSession(component, session, reason)));
        open.clear();
        registered = OptionalLong.empty();
    }
}
