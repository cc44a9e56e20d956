package org.amf4j.api.amf;

/** Opens sessions; an implementation of the API is found through {@link java.util.ServiceLoader} by this type. */
public interface SessionProvider {

    /**
     * Connects to the node agent and introduces the component.
     *
     * @throws org.amf4j.api.AisException when the agent cannot be reached in time or refuses
     */
    AmfSession open(SessionOptions options);
}
