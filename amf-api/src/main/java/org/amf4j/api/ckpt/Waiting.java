package org.amf4j.api.ckpt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;

/** Waits for an answer; the library sees to it that one comes in time. */
final class Waiting {

    private Waiting() {}

    static <T> T on(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AisException(AisStatus.ERR_INTERRUPT, "waiting for the checkpoint service was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AisException refused) {
                throw new AisException(refused.status(), refused.reason(), refused);
            }
            throw new AisException(AisStatus.ERR_LIBRARY, "the checkpoint service failed", e.getCause());
        }
    }
}
