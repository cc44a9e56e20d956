package org.amf4j.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.imm.ImmRead;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.model.ImmCodec;

/** A node that knows a status and some objects, and answers what reading commands ask about them. */
final class CannedModel {

    private final String status;
    private final Map<String, ImmObject> objects = new LinkedHashMap<>();
    private final Map<String, String> shortNames = new TreeMap<>();

    CannedModel(String status) {
        this.status = status;
    }

    /** Adds an object; attributes are name, value, name, value; equal names are several values. */
    CannedModel with(String className, String dn, Object... attributes) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            values.merge((String) attributes[i], List.of(attributes[i + 1]), (a, b) -> {
                Object[] both = Arrays.copyOf(a.toArray(), a.size() + 1);
                both[a.size()] = b.getFirst();
                return List.of(both);
            });
        }
        objects.put(dn, new ImmObject(Dn.of(dn), className, values));
        return this;
    }

    /** What a name means when it is asked for. */
    CannedModel named(String name, String dn) {
        shortNames.put(name, dn);
        return this;
    }

    AdminReply answer(AdminRequest request) {
        return switch (request.getBodyCase()) {
            case IMM -> model(request);
            case QUERY ->
                switch (request.getQuery().getKind()) {
                    case "status" -> FakeNode.json(status);
                    case "find" -> found(request.getQuery().getArgumentsMap());
                    case "get" -> object(request.getQuery().getArgumentsMap().get("dn"));
                    default -> FakeNode.reply(AisStatus.ERR_NOT_SUPPORTED, "no such query");
                };
            default -> FakeNode.reply(AisStatus.OK, "");
        };
    }

    private AdminReply found(Map<String, String> arguments) {
        var answer = Json.object();
        answer.set(
                "dns",
                Json.array(objects.values().stream()
                        .filter(o -> o.className().equals(arguments.getOrDefault("class", o.className())))
                        .map(ImmObject::dn)
                        .filter(dn -> !arguments.containsKey("root")
                                || dn.equals(Dn.of(arguments.get("root")))
                                || dn.isBelow(Dn.of(arguments.get("root"))))
                        .toList()));
        return FakeNode.json(Json.line(answer));
    }

    private AdminReply object(String name) {
        String dn = shortNames.getOrDefault(name, name);
        ImmObject object = objects.get(dn);
        if (object == null) {
            return FakeNode.reply(AisStatus.ERR_NOT_EXIST, "nothing is called " + name);
        }
        var answer = Json.object().put("dn", dn).put("class", object.className());
        var attributes = answer.putObject("attributes");
        object.attributes().forEach((attribute, values) -> attributes.set(attribute, Json.array(values)));
        return FakeNode.json(Json.line(answer));
    }

    private AdminReply model(AdminRequest request) {
        try {
            ImmRequest asked = ImmRequest.parseFrom(request.getImm());
            ImmReply.Builder reply = ImmReply.newBuilder();
            if (asked.hasClassGet()) {
                reply.setClassDefinition(ImmCodec.toMessage(
                        BuiltInClasses.find(asked.getClassGet().getName()).orElseThrow()));
            }
            asked.getRead().getDnsList().stream()
                    .filter(objects::containsKey)
                    .forEach(dn -> reply.addObjects(ImmCodec.toMessage(narrowed(objects.get(dn), asked.getRead()))));
            return FakeNode.reply(AisStatus.OK, "").toBuilder()
                    .setPayload(reply.build().toByteString())
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("a request that is none", e);
        }
    }

    private static ImmObject narrowed(ImmObject object, ImmRead read) {
        List<String> wanted = List.copyOf(read.getAttributesList());
        return new ImmObject(
                object.dn(),
                object.className(),
                object.attributes().entrySet().stream()
                        .filter(e -> wanted.isEmpty() || wanted.contains(e.getKey()))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new)));
    }
}
