package org.amf4j.host;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.ContainedRequest;

/** A request that keeps its answer. */
final class FakeRequest implements ContainedRequest {

    private final Dn component;
    private final Duration limit;
    private final AtomicReference<Optional<String>> answer = new AtomicReference<>();

    FakeRequest(Dn component, Duration limit) {
        this.component = component;
        this.limit = limit;
    }

    /** Why it failed; empty when it was done. */
    Optional<String> failure() {
        return answer.get();
    }

    @Override
    public Dn component() {
        return component;
    }

    @Override
    public String callback() {
        return "about " + component;
    }

    @Override
    public Duration timeLimit() {
        return limit;
    }

    @Override
    public boolean isAnswered() {
        return answer.get() != null;
    }

    @Override
    public void done() {
        answer.set(Optional.empty());
    }

    @Override
    public void fail(String text) {
        answer.set(Optional.of(text));
    }
}
