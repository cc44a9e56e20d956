package org.amf4j.api.imm;

import java.util.List;
import org.amf4j.api.Dn;

/** An administrative operation that an implementer is asked for. To be answered once, on any thread, now or later. */
public interface OperationInvocation {

    /** The object. */
    Dn dn();

    /** The number of the operation; what it means is the implementer's business. */
    long operation();

    /** What is given to it. */
    List<Parameter> parameters();

    /**
     * Answers; a second answer has no effect, and so has one that comes too late.
     *
     * @throws org.amf4j.api.AisException ERR_TRY_AGAIN when the agent is gone
     */
    void answer(OperationResult result);
}
