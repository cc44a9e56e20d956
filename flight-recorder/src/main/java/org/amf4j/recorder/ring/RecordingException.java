package org.amf4j.recorder.ring;

import java.io.IOException;

/** A recording that cannot be read or played; the text says which part and why. */
public final class RecordingException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With a sentence that says what is wrong and where. */
    public RecordingException(String problem) {
        super(problem);
    }

    /** The same with the failure behind it. */
    public RecordingException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
