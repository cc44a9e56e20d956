package org.amf4j.director;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;

/**
 * Refusals that this leader has given, by request. A request may come twice, and what stood against the first may be gone by the
 * second: to carry that one out would do what its sender was told is not done, and makes again under another name.
 */
final class GivenRefusals {

    /** Refusals that are remembered. */
    static final int REMEMBERED_MAX = 1_000;

    private final Map<String, AdminReply> given = new LinkedHashMap<>();

    /** Has a request answered, unless it was refused before: then it is refused again. */
    void answer(String id, Consumer<AdminReply> answer, BiConsumer<String, Consumer<AdminReply>> request) {
        AdminReply before = given.get(id);
        if (before != null) {
            answer.accept(before);
        } else {
            request.accept(id, reply -> {
                note(id, reply);
                answer.accept(reply);
            });
        }
    }

    private void note(String id, AdminReply reply) {
        if (reply.getStatus() == AisStatus.OK.value()) {
            return;
        }
        given.put(id, reply);
        if (given.size() > REMEMBERED_MAX) {
            given.remove(given.keySet().iterator().next());
        }
    }

    void clear() {
        given.clear();
    }
}
