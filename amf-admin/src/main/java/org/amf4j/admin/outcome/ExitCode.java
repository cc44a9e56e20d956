package org.amf4j.admin.outcome;

import org.amf4j.api.AisStatus;

/** What a script learns from the end of a command. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** Failed for a reason that has no code of its own. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** No cluster answers, or none that could decide within the time limit. */
    UNREACHABLE(3),
    /** No such object, or several. */
    NOT_FOUND(4),
    /** Nothing to do: it is so already. */
    NO_OPERATION(5),
    /** Refused in the present state, or attempted in vain. */
    REJECTED(6),
    /** Something else is going on with the object. */
    BUSY(7),
    /** The time limit passed; whether it was done is not known. */
    TIMED_OUT(8),
    /** The caller may not do that. */
    ACCESS_DENIED(9),
    /** Done in part, a repair has to follow. */
    REPAIR_PENDING(10);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** The code that stands for the result of an AIS operation. */
    public static ExitCode of(AisStatus status) {
        return switch (status) {
            case OK -> OK;
            case ERR_TRY_AGAIN, ERR_UNAVAILABLE, ERR_NOT_READY -> UNREACHABLE;
            case ERR_NOT_EXIST, ERR_NAME_NOT_FOUND, ERR_EXIST -> NOT_FOUND;
            case ERR_NO_OP -> NO_OPERATION;
            case ERR_BAD_OPERATION, ERR_FAILED_OPERATION, ERR_INVALID_PARAM, ERR_NOT_SUPPORTED -> REJECTED;
            case ERR_BUSY -> BUSY;
            case ERR_TIMEOUT -> TIMED_OUT;
            case ERR_ACCESS, ERR_ACCESS_DENIED -> ACCESS_DENIED;
            case ERR_REPAIR_PENDING -> REPAIR_PENDING;
            default -> FAILED;
        };
    }
}
