package org.amf4j.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;

/**
 * An operator has a process read its cluster file again. Whoever asks can say no more than that: what comes of it is in the
 * file, which only those can write who run the process.
 */
final class ReloadQuery {

    static final String KIND = "reload";

    /** The argument by which nothing is changed; the answer is the same. */
    private static final String CHECK = "check";

    private final LiveNodes nodes;
    private final Supplier<List<String>> heard;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Answers for a process.
     *
     * @param heard the members of the group that can be heard
     */
    ReloadQuery(LiveNodes nodes, Supplier<List<String>> heard) {
        this.nodes = nodes;
        this.heard = heard;
    }

    AdminReply answer(AdminRequest request) {
        try {
            boolean onlyLooks = Boolean.parseBoolean(request.getQuery().getArgumentsOrDefault(CHECK, "false"));
            Collection<String> known = nodes.names();
            ClusterChange change = onlyLooks ? nodes.look() : nodes.take();
            ObjectNode answer = json.createObjectNode()
                    .put("node", nodes.self())
                    .put("file", nodes.source().file().toString());
            list(answer, "known", known);
            list(answer, "heard", heard.get());
            list(answer, "added", change.added());
            list(answer, "removed", change.removed());
            ObjectNode places = answer.putObject("nodes");
            change.next()
                    .nodes()
                    .forEach((name, place) -> places.put(name, place.address() + ":" + place.channelPort()));
            return LocalQueries.reply(request, AisStatus.OK, "", answer.toString());
        } catch (IOException e) {
            return LocalQueries.reply(
                    request, AisStatus.ERR_INVALID_PARAM, "node " + nodes.self() + ": " + e.getMessage(), "");
        }
    }

    private static void list(ObjectNode answer, String key, Collection<String> names) {
        names.forEach(answer.putArray(key)::add);
    }
}
