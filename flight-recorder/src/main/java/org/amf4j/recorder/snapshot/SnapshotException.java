package org.amf4j.recorder.snapshot;

import java.io.IOException;

/** A snapshot that cannot be read: damaged, cut off, or of a version that this one does not understand. */
public final class SnapshotException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With a sentence that says what is wrong and where. */
    public SnapshotException(String problem) {
        super(problem);
    }

    /** The same with the failure behind it. */
    public SnapshotException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
