package org.amf4j.core.agent;

import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.event.Event.ErrorSource;

/** Whoever acts on the errors of a component. */
interface ErrorSink {
    void failed(long atNanos, ErrorSource source, RecommendedRecovery recommended, String detail);
}
