package org.amf4j.protocol.codec;

/** Bytes or a message from another process that do not say what the schema demands; the text names the field. */
public final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedMessageException(String problem) {
        super(problem);
    }

    MalformedMessageException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
