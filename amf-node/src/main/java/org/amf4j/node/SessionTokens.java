package org.amf4j.node;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.protocol.restart.SessionToken;

/**
 * By what the process of a component proves that a session was its own when the agent has restarted: a word that only it was
 * told. Used in the loop only.
 */
final class SessionTokens {

    private static final int TOKEN_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<Long, SessionToken> open = new LinkedHashMap<>();
    private final Map<ByteString, SessionToken> awaited = new LinkedHashMap<>();

    /** A session has begun; returns its token. */
    ByteString issue(long session, Dn component) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        SessionToken token = SessionToken.newBuilder()
                .setSession(session)
                .setComponent(component.toString())
                .setToken(ByteString.copyFrom(bytes))
                .build();
        open.put(session, token);
        return token.getToken();
    }

    /** A session has ended. */
    void ended(long session) {
        open.remove(session);
    }

    /** Those of all sessions. */
    List<SessionToken> all() {
        return List.copyOf(open.values());
    }

    /** These sessions may come back. */
    void await(List<SessionToken> tokens) {
        tokens.forEach(t -> awaited.put(t.getToken(), t));
    }

    /** Somebody shows a token for a component: the number of its session, if it is one, and only once. */
    Optional<Long> back(ByteString token, Dn component) {
        SessionToken known = awaited.get(token);
        if (known == null || !Dn.of(known.getComponent()).equals(component)) {
            return Optional.empty();
        }
        awaited.remove(token);
        open.put(known.getSession(), known);
        return Optional.of(known.getSession());
    }

    /** Whether nobody is awaited. */
    boolean areAllBack() {
        return awaited.isEmpty();
    }

    /** Awaits nobody any more; returns who has not come back. */
    List<SessionToken> giveUp() {
        List<SessionToken> missing = List.copyOf(awaited.values());
        awaited.clear();
        return missing;
    }
}
