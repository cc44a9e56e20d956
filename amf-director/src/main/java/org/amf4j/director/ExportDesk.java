package org.amf4j.director;

import java.util.LinkedHashMap;
import java.util.Map;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.core.director.Director;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.protocol.admin.AdminReply;

/** Exports under way. One that nobody goes on with makes room for others. On the controller's thread only. */
final class ExportDesk {

    /** Exports under way; each keeps the list of the objects that there were when it began. */
    static final int OPEN_MAX = 4;

    private final Director director;
    private final Map<String, ConfigurationExport> open = new LinkedHashMap<>(OPEN_MAX, 0.75f, true);

    ExportDesk(Director director) {
        this.director = director;
    }

    /**
     * The first part of a new export, or another part of one under way.
     *
     * @param id names the request, and the export that it begins
     * @param arguments {@code export} and {@code from} as the part before has said; none for a new one
     */
    AdminReply answer(String id, Map<String, String> arguments) {
        try {
            ClusterState state = director.state()
                    .orElseThrow(() ->
                            new AisException(AisStatus.ERR_TRY_AGAIN, "the configuration is being loaded; try again"));
            String name = arguments.getOrDefault("export", "");
            int from = Math.toIntExact(Queries.number(arguments.getOrDefault("from", "0")));
            ConfigurationExport export = name.isEmpty() ? begin(id, state) : known(name);
            return Requests.reply(id, AisStatus.OK, "", "{}").toBuilder()
                    .setPayload(export.part(state, Math.max(0, from)).toByteString())
                    .build();
        } catch (AisException e) {
            return Requests.reply(id, e.status(), Queries.withoutStatus(e), "");
        } catch (ArithmeticException e) {
            return Requests.reply(id, AisStatus.ERR_INVALID_PARAM, "there are not so many objects", "");
        }
    }

    private ConfigurationExport begin(String name, ClusterState state) {
        ConfigurationExport export = new ConfigurationExport(name, state);
        open.put(name, export);
        if (open.size() > OPEN_MAX) {
            open.remove(open.keySet().iterator().next());
        }
        return export;
    }

    private ConfigurationExport known(String name) {
        ConfigurationExport export = open.get(name);
        if (export == null) {
            throw new AisException(
                    AisStatus.ERR_BAD_HANDLE,
                    "the export is not under way any more: the leader has changed, or " + OPEN_MAX
                            + " others have begun since; begin anew");
        }
        return export;
    }

    /** Forgets all of them: this controller leads no more. */
    void clear() {
        open.clear();
    }
}
