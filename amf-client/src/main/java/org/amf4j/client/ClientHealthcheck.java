package org.amf4j.client;

import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.Health;
import org.amf4j.api.amf.HealthcheckRequest;
import org.amf4j.api.amf.RecommendedRecovery;

/** A Healthcheck callback. */
final class ClientHealthcheck extends ClientRequest implements HealthcheckRequest {

    private final String key;

    ClientHealthcheck(CallbackContext context, String key) {
        super(context, "healthcheck(" + key + ")");
        this.key = key;
    }

    @Override
    void callOn(ComponentListener listener) {
        listener.healthcheck(this);
    }

    @Override
    void accepted() {
        // A component that is well changes nothing.
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public void answer(Health health) {
        if (health.isOk()) {
            done();
            return;
        }
        // An answer carries no recovery: a report ahead of it does. The agent acts on what comes first.
        if (health.recovery() != RecommendedRecovery.NO_RECOMMENDATION && !isAnswered()) {
            context()
                    .session()
                    .reportAhead(context().component(), health.recovery(), "healthcheck " + key + ": " + health.text());
        }
        fail(health.text());
    }
}
