package org.amf4j.admin.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ClassDefinitions;
import org.amf4j.admin.connection.ConfigurationRequest;
import org.amf4j.admin.connection.ObjectReader;
import org.amf4j.admin.model.ChangeLines;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.InformationModel;
import org.amf4j.protocol.admin.AdminReply;

/** The objects of a node in the information model: its membership, what AMF knows of it, and the software it has. */
final class NodeObjects {

    private static final String AMF_NODE = "SaAmfNode";
    private static final String CLM_NODE = "SaClmNode";
    private static final String BUNDLE = "SaAmfNodeSwBundle";
    private static final String ITS_CLM_NODE = "saAmfNodeClmNode";

    /** What a node has for itself, and another one like it has not. */
    private static final Set<String> OWN = Set.of(
            "saAmfNodeAdminState",
            "amfNodeCordoned",
            "saClmNodeAdminState",
            "saClmNodeAddress",
            "saClmNodeAddressFamily",
            "saClmNodeEE");

    private final AdminClient client;

    NodeObjects(AdminClient client) {
        this.client = client;
    }

    /** The AMF node on a CLM node of this name, if there is one. */
    Optional<String> amfNode(String name) {
        return clmNode(name)
                .flatMap(clm -> find(Map.of("class", AMF_NODE, "attribute", ITS_CLM_NODE, "value", clm)).stream()
                        .findFirst());
    }

    /** The CLM node of this name, if there is one. */
    Optional<String> clmNode(String name) {
        return find(Map.of("class", CLM_NODE)).stream()
                .filter(dn -> dn.startsWith("safNode=" + name + ","))
                .findFirst();
    }

    private List<String> find(Map<String, String> arguments) {
        List<String> names = new ArrayList<>();
        client.query("find", arguments).path("dns").forEach(dn -> names.add(dn.asText()));
        return names;
    }

    /** Creates the objects of a node after the example of another one, in one change. */
    void createLike(String name, String example) {
        String clm = clmNode(example).orElseThrow(() -> unknown(example));
        String amf = amfNode(example).orElseThrow(() -> unknown(example));
        String newClm = "safNode=" + name + "," + Dn.of(clm).parent();
        String newAmf = "safAmfNode=" + name + "," + Dn.of(amf).parent();
        Map<String, String> renamed = new LinkedHashMap<>();
        renamed.put(clm, newClm);
        renamed.put(amf, newAmf);
        find(Map.of("class", BUNDLE, "root", amf))
                .forEach(dn -> renamed.put(dn, dn.substring(0, dn.length() - amf.length()) + newAmf));
        Map<String, ImmClass> classes = new LinkedHashMap<>();
        List<ImmObject> objects = new ArrayList<>();
        for (ImmObject old : new ObjectReader(client).whole(List.copyOf(renamed.keySet()))) {
            ImmClass known = classes.computeIfAbsent(old.className(), this::definition);
            Map<String, List<Object>> attributes = new LinkedHashMap<>(old.attributes());
            known.attributes().stream()
                    .filter(attribute -> attribute.is(AttributeFlag.RDN))
                    .map(ImmAttribute::name)
                    .forEach(attributes::remove);
            attributes.keySet().removeAll(OWN);
            attributes.computeIfPresent(ITS_CLM_NODE, (key, value) -> List.of(Dn.of(newClm)));
            objects.add(new ImmObject(Dn.of(renamed.get(old.dn().toString())), old.className(), attributes));
        }
        change(
                ChangeLines.wordsOfCreations(InformationModel.of(classes.values(), objects)),
                "create the objects of " + name);
    }

    private ImmClass definition(String className) {
        return new ClassDefinitions(client)
                .find(className)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND, "the cluster has no class " + className, "'amf class list' shows all"));
    }

    private static CommandFailure unknown(String example) {
        return new CommandFailure(
                ExitCode.NOT_FOUND,
                "the model has no node " + example + " that another one could be made like",
                "'amf nodes list' shows all nodes; --like names one");
    }

    /** Any node that AMF knows, by the name of its CLM node. */
    String anyNode(List<String> names) {
        return names.stream()
                .filter(name -> amfNode(name).isPresent())
                .findFirst()
                .orElseThrow(() -> unknown("at all"));
    }

    /** Names of what is configured to be on a node: units, and groups of nodes. */
    List<String> users(String amfNode) {
        Set<String> users = new LinkedHashSet<>();
        users.addAll(find(Map.of("class", "SaAmfSU", "attribute", "saAmfSUHostNodeOrNodeGroup", "value", amfNode)));
        users.addAll(find(Map.of("class", "SaAmfNodeGroup", "attribute", "saAmfNGNodeList", "value", amfNode)));
        client.query("status", Map.of()).path("sus").forEach(unit -> {
            if (unit.path("node").asText().equals(amfNode)) {
                users.add(unit.path("dn").asText());
            }
        });
        return List.copyOf(users);
    }

    /** Deletes the objects of a node, in one change. */
    void delete(String name) {
        List<List<String>> operations = new ArrayList<>();
        amfNode(name).ifPresent(amf -> {
            find(Map.of("class", BUNDLE, "root", amf)).forEach(dn -> operations.add(List.of("delete", dn)));
            operations.add(List.of("delete", amf));
        });
        clmNode(name).ifPresent(clm -> operations.add(List.of("delete", clm)));
        if (!operations.isEmpty()) {
            change(operations, "delete the objects of " + name);
        }
    }

    private void change(List<List<String>> operations, String what) {
        ConfigurationRequest request =
                new ConfigurationRequest(operations, n -> String.join(" ", operations.get(n - 1)));
        AdminReply reply = client.change(request, false);
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            throw AdminClient.refusal(what, status, request.located(reply.getText()));
        }
    }
}
