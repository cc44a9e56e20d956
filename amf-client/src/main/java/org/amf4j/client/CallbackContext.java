package org.amf4j.client;

import java.util.function.Consumer;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.protocol.component.Response;

/** The side of the session that one callback sees. */
record CallbackContext(ClientSession session, long invocation, long timeoutNanos) {

    Dn component() {
        return session.component();
    }

    Consumer<String> problems() {
        return session.problems();
    }

    AssignmentTable assignments() {
        return session.table();
    }

    void answer(Response response) {
        session.answer(response);
    }

    void quiescingComplete(String callback, boolean isOk) {
        session.quiescingComplete(callback, invocation, isOk);
    }

    void reportOwnError(RecommendedRecovery recovery, String text) {
        session.reportOwnError(recovery, text);
    }

    void terminated() {
        session.terminated();
    }
}
