package org.amf4j.api.amf;

/** Something followed until it is closed. */
public interface Tracking extends AutoCloseable {

    /** Ends it; nothing is heard afterwards. Repeating it has no effect. */
    @Override
    void close();
}
