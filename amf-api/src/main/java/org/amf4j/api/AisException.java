package org.amf4j.api;

import java.util.Objects;

/** An AIS service refused a request; {@link #status()} says why in a way a program can branch on. */
public final class AisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final AisStatus status;
    private final String reason;

    public AisException(AisStatus status, String message) {
        super(status.aisName() + ": " + message);
        this.status = Objects.requireNonNull(status, "status");
        this.reason = message;
    }

    public AisException(AisStatus status, String message, Throwable cause) {
        super(status.aisName() + ": " + message, cause);
        this.status = Objects.requireNonNull(status, "status");
        this.reason = message;
    }

    /** The message without the status, for whoever shows or passes on both. */
    public String text() {
        return getMessage().substring(status.aisName().length() + 2);
    }

    /** Why the request was refused. */
    public AisStatus status() {
        return status;
    }

    /** The message without the status in front of it. */
    public String reason() {
        return reason;
    }
}
