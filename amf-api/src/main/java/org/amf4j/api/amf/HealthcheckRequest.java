package org.amf4j.api.amf;

/** A round of a healthcheck that the framework invokes. */
public interface HealthcheckRequest extends Request {

    /** Key of the healthcheck. */
    String key();

    /** Answers with the result of the check; a recovery it names comes before the one given at the start. */
    void answer(Health health);
}
