package org.amf4j.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.watch.WatchFrame;
import org.amf4j.api.Dn;

/** What the surfaces of a lab's cluster say of which units are ACTIVE for the instance of a node. Each is asked anew. */
final class Surfaces {

    private static final int COLUMNS = 80;
    private static final Pattern ACTIVE_CELL = Pattern.compile("(\\S+) ACTIVE\\b");

    private Surfaces() {}

    /** The list of assignments that {@code status} shows. */
    static List<String> status(JsonNode status, String instance) {
        return ClusterView.stream(status, "assignments")
                .filter(a -> a.path("si").asText().equals(LabModel.instance(instance)))
                .filter(a -> a.path("ha").asText().equals("ACTIVE"))
                .map(a -> a.path("su").asText())
                .toList();
    }

    /** The runtime objects and attributes that {@code find} and {@code get} show, by what each is called. */
    static Map<String, List<String>> objects(AdminClient client, String instance, List<String> nodes) {
        Map<String, List<String>> said = new LinkedHashMap<>();
        said.put(
                "get SaAmfSIAssignment",
                assigned(client, instance, "SaAmfSIAssignment", "saAmfSISUHAState").stream()
                        .map(Dn::toString)
                        .toList());
        said.put(
                "get SaAmfCSIAssignment",
                assigned(client, instance, "SaAmfCSIAssignment", "saAmfCSICompHAState").stream()
                        .map(component -> component.parent().toString())
                        .toList());
        said.put(
                "get SaAmfSU",
                nodes.stream()
                        .map(node -> LabModel.unit(instance, node))
                        .filter(unit -> first(client, unit, "saAmfSUNumCurrActiveSIs") > 0)
                        .toList());
        return said;
    }

    /** Who is named by the objects of the class that {@code find} knows as ACTIVE, and {@code get} shows so, too. */
    private static List<Dn> assigned(AdminClient client, String instance, String className, String attribute) {
        return client.query(
                        "find",
                        Map.of(
                                "class",
                                className,
                                "root",
                                LabModel.instance(instance),
                                "attribute",
                                attribute,
                                "value",
                                "1"))
                .path("dns")
                .valueStream()
                .map(JsonNode::asText)
                .filter(dn -> first(client, dn, attribute) == 1)
                .map(dn -> Dn.of(dn).associated())
                .toList();
    }

    private static long first(AdminClient client, String dn, String attribute) {
        return client.query("get", Map.of("dn", dn, "attributes", attribute))
                .path("attributes")
                .path(attribute)
                .path(0)
                .asLong();
    }

    /** The lines of a terminal that watches. */
    static List<String> watch(AdminClient client) {
        return WatchFrame.of(client, COLUMNS);
    }

    /** What they say of an instance. */
    static List<String> watched(List<String> lines, String instance) {
        String name = LabModel.name(instance) + " ";
        return lines.stream()
                .map(String::strip)
                .map(line -> line.startsWith("SI ") ? line.substring("SI ".length()) : line)
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .flatMap(line -> ACTIVE_CELL.matcher(line).results().map(cell -> cell.group(1)))
                .map(node -> LabModel.unit(instance, node))
                .toList();
    }
}
