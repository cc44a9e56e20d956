package org.amf4j.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.clc.Guardian;
import org.amf4j.clc.Sessions;

/**
 * The sessions that AM_START commands have left behind: the external active monitors. They are guarded like components,
 * and whatever AM_STOP has not ended is killed. Used in the loop only.
 */
final class Monitors {

    private final Guardian guardian;
    private final Helper helper;
    private final Map<Dn, Long> sessions = new HashMap<>();

    Monitors(Guardian guardian, Helper helper) {
        this.guardian = guardian;
        this.helper = helper;
    }

    /** An AM_START has ended and left this session, which is guarded; an earlier one is ended. */
    void started(Dn component, long session) {
        Optional.ofNullable(sessions.put(component, session)).ifPresent(this::kill);
    }

    /** All of them. */
    Map<Dn, Long> all() {
        return Map.copyOf(sessions);
    }

    /** Goes on with one that is guarded already. */
    void restore(Dn component, long session) {
        sessions.put(component, session);
    }

    /** The session of the component's monitor. */
    Optional<Long> of(Dn component) {
        return Optional.ofNullable(sessions.get(component));
    }

    /** This session should be over. */
    void end(Dn component, long session) {
        if (sessions.remove(component, session)) {
            kill(session);
        }
    }

    /** The component is gone. */
    void end(Dn component) {
        Long session = sessions.get(component);
        if (session != null) {
            end(component, session);
        }
    }

    private void kill(long session) {
        helper.execute(() -> {
            Sessions.kill(session);
            guardian.remove(session);
        });
    }

    /** Kills all; for the end of the agent. Blocks. */
    void killAll() {
        sessions.values().forEach(session -> {
            Sessions.kill(session);
            guardian.remove(session);
        });
        sessions.clear();
    }
}
