package org.amf4j.core.imm;

import java.util.Optional;

/**
 * Who may change an object.
 *
 * @param owner the name of the administrative owner
 * @param holder whose end releases the object; empty when it stays owned
 */
public record Ownership(String owner, Optional<Holder> holder) {

    /**
     * A handle of an owner that releases what it has set when it ends.
     *
     * @param session the session that it belongs to
     * @param handle its number in the session
     */
    public record Holder(SessionId session, long handle) {}
}
