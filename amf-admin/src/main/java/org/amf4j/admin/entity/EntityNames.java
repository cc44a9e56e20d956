package org.amf4j.admin.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** Names of entities of a kind. */
public final class EntityNames {

    private EntityNames() {}

    /**
     * The full name of the entity that is meant.
     *
     * @throws CommandFailure exit code 4 when there is none, there are several, or it is of another kind
     */
    public static String full(AdminClient client, EntityKind kind, String name) {
        JsonNode object = client.query("get", Map.of("dn", kind.qualified(name)));
        String dn = object.path("dn").asText();
        String className = object.path("class").asText();
        if (!className.equals(kind.className())) {
            String remedy = EntityKind.ofClass(className)
                    .map(other -> "'amf " + other.command() + " show " + dn + "' shows it")
                    .orElse("'amf get " + dn + "' shows it");
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, dn + " is a " + className + ", not a " + kind.className(), remedy);
        }
        return dn;
    }

    static CommandFailure gone(EntityKind kind, String dn) {
        return new CommandFailure(
                ExitCode.NOT_FOUND,
                dn + " is in the model, and the cluster does not tell its state",
                "'amf " + kind.command() + " list' shows those that are there");
    }
}
