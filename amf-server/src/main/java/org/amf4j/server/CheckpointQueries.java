package org.amf4j.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.SectionDescriptor;
import org.amf4j.api.ckpt.SectionFilter;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionRead;
import org.amf4j.ckpt.message.Question;
import org.amf4j.ckpt.node.Effect;
import org.amf4j.ckpt.node.Result;
import org.amf4j.ckpt.registry.CheckpointSummary;
import org.amf4j.node.CheckpointService;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;

/** What operators ask about checkpoints; any node answers, with the leader's word and a replica's content. */
final class CheckpointQueries {

    /** Most sections in one answer. */
    static final int SECTIONS_MAX = 10_000;

    /** The kinds of queries begin so. */
    static final String PREFIX = "ckpt-";

    private final CheckpointService service;
    private final ObjectMapper json = new ObjectMapper();

    CheckpointQueries(CheckpointService service) {
        this.service = service;
    }

    /** Answers a query, some time and on any thread. */
    void handle(AdminRequest request, Consumer<AdminReply> reply) {
        Map<String, String> arguments = request.getQuery().getArgumentsMap();
        Answer answer = new Answer(request, reply);
        service.list(known -> {
            if (known.isEmpty()) {
                answer.refuse(AisStatus.ERR_TRY_AGAIN, "no leader answers about checkpoints");
                return;
            }
            List<CheckpointSummary> all = known.get();
            switch (request.getQuery().getKind()) {
                case "ckpt-list" -> answer.give(list(all));
                case "ckpt-show" -> find(all, arguments, answer, this::show);
                case "ckpt-read" -> find(all, arguments, answer, (found, a) -> read(found, arguments, a));
                default -> answer.refuse(AisStatus.ERR_NOT_SUPPORTED, "unknown query about checkpoints");
            }
        });
    }

    private record Answer(AdminRequest request, Consumer<AdminReply> reply) {
        void give(ObjectNode content) {
            send(AisStatus.OK, "", content.toString());
        }

        void refuse(AisStatus status, String text) {
            send(status, text, "");
        }

        private void send(AisStatus status, String text, String content) {
            reply.accept(AdminReply.newBuilder()
                    .setId(request.getId())
                    .setStatus(status.value())
                    .setText(text)
                    .setJson(content)
                    .build());
        }
    }

    private static void find(
            List<CheckpointSummary> all,
            Map<String, String> arguments,
            Answer answer,
            BiConsumer<CheckpointSummary, Answer> then) {
        String wanted = arguments.getOrDefault("name", "");
        List<CheckpointSummary> found = all.stream()
                .filter(s -> s.config().name().equals(wanted)
                        || s.config().name().startsWith("safCkpt=" + wanted + ",")
                        || s.config().name().equals("safCkpt=" + wanted))
                .filter(s -> !s.isUnlinked())
                .toList();
        if (found.size() == 1) {
            then.accept(found.get(0), answer);
        } else if (found.isEmpty()) {
            answer.refuse(AisStatus.ERR_NOT_EXIST, "there is no checkpoint " + wanted);
        } else {
            answer.refuse(AisStatus.ERR_NAME_NOT_FOUND, wanted + " is the beginning of several names");
        }
    }

    private ObjectNode list(List<CheckpointSummary> all) {
        ObjectNode content = json.createObjectNode();
        ArrayNode list = content.putArray("checkpoints");
        all.forEach(summary -> list.add(describe(summary)));
        return content;
    }

    private ObjectNode describe(CheckpointSummary summary) {
        var config = summary.config();
        var attributes = config.attributes();
        ObjectNode node = json.createObjectNode()
                .put("name", config.name())
                .put("mode", attributes.mode().name())
                .put("collocated", attributes.isCollocated())
                .put("durable", attributes.isDurable())
                .put("unlinked", summary.isUnlinked())
                .put("created_ns", summary.createdNanos())
                .put("size_max", attributes.sizeMax())
                .put("retention_ns", attributes.retentionNanos())
                .put("sections_max", attributes.sectionsMax())
                .put("section_bytes_max", attributes.sectionBytesMax())
                .put("openers", summary.openers())
                .put("readers", summary.readers())
                .put("writers", summary.writers())
                .put("epoch", config.epoch())
                .put("active", config.active().orElse(""));
        ArrayNode replicas = node.putArray("replicas");
        config.replicas().forEach(replicas::add);
        ArrayNode joining = node.putArray("being_filled");
        config.joining().forEach(j -> joining.add(j.node()));
        ArrayNode keepers = node.putArray("on_disk_of");
        summary.keepers().forEach(keepers::add);
        return node;
    }

    private void ask(CheckpointSummary of, Question question, Answer answer, Consumer<Question.Answer> then) {
        Optional<String> active = of.config().active();
        if (active.isEmpty()) {
            answer.refuse(AisStatus.ERR_NOT_EXIST, of.config().name() + " has no active replica");
            return;
        }
        service.inspect(of.config().id(), active.get(), question, reply -> {
            if (reply.isEmpty()) {
                answer.refuse(AisStatus.ERR_TRY_AGAIN, "no replica has answered in time");
            } else if (reply.get().status() != AisStatus.OK) {
                answer.refuse(reply.get().status(), reply.get().text());
            } else {
                then.accept(told(reply.get()));
            }
        });
    }

    private static Question.Answer told(Effect.Reply reply) {
        return reply.result() instanceof Result.Told told ? told.answer() : new Question.Answer.None();
    }

    private void show(CheckpointSummary summary, Answer answer) {
        Question sections = new Question.Sections(SectionFilter.ANY, SectionId.DEFAULT, true, SECTIONS_MAX);
        ask(summary, sections, answer, told -> {
            ObjectNode content = describe(summary);
            ArrayNode list = content.putArray("sections");
            long used = 0;
            if (told instanceof Question.Answer.Listed listed) {
                for (SectionDescriptor section : listed.sections()) {
                    used += section.size();
                    list.addObject()
                            .put("id", section.id().toString())
                            .put("bytes", section.size())
                            .put("state", section.state().name())
                            .put("expiration_ns", section.expirationNanos())
                            .put("last_update_ns", section.lastUpdateNanos());
                }
            }
            content.put("used_bytes", used);
            answer.give(content);
        });
    }

    /** The id as it is shown: text, or hexadecimal digits after 0x. */
    private static SectionId section(String shown) {
        return shown.matches("0x(?:[0-9a-f]{2})+")
                ? SectionId.of(HexFormat.of().parseHex(shown.substring(2)))
                : SectionId.of(shown);
    }

    private void read(CheckpointSummary summary, Map<String, String> arguments, Answer answer) {
        SectionId section = section(arguments.getOrDefault("section", ""));
        Question read = new Question.Read(List.of(new SectionRead(section, 0, SectionRead.TO_END)));
        ask(summary, read, answer, told -> {
            ObjectNode content =
                    json.createObjectNode().put("name", summary.config().name()).put("section", section.toString());
            if (told instanceof Question.Answer.Bytes bytes) {
                content.put("bytes", bytes.found().get(0).length)
                        .put(
                                "base64",
                                Base64.getEncoder().encodeToString(bytes.found().get(0)));
            }
            answer.give(content);
        });
    }
}
