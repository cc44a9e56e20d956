package org.amf4j.client;

/** One callback's identity and the session it belongs to. */
record CallbackContext(ClientSession session, long invocation, long timeoutNanos) {}
