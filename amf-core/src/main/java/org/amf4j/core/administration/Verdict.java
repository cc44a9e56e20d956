package org.amf4j.core.administration;

import org.amf4j.api.AisStatus;

/**
 * Whether an operation has begun, or how it has ended.
 *
 * @param status OK when it may go on, else the answer
 * @param text a sentence for whoever asked
 */
record Verdict(AisStatus status, String text) {
    static final Verdict BEGUN = new Verdict(AisStatus.OK, "");

    static Verdict badOperation(String text) {
        return new Verdict(AisStatus.ERR_BAD_OPERATION, text);
    }

    static Verdict tryAgain(String text) {
        return new Verdict(AisStatus.ERR_TRY_AGAIN, text + "; try again");
    }

    boolean isOk() {
        return status == AisStatus.OK;
    }
}
