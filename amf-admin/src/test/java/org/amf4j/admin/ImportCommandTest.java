package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.admin.model.ModelText;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.imm.ImmClassChange;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.model.ImmCodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes and objects of files into a cluster, and classes that go. */
class ImportCommandTest {

    private static final String PUMPS = """
            <?xml version="1.0" encoding="utf-8"?>
            <imm:IMM-contents xmlns:imm="http://www.saforum.org/IMMSchema">
              <class name="DemoPump">
                <category>SA_CONFIG</category>
                <rdn><name>pump</name><type>SA_STRING_T</type><category>SA_CONFIG</category></rdn>
                <attr><name>rate</name><type>SA_UINT32_T</type><category>SA_CONFIG</category><flag>SA_WRITABLE</flag></attr>
              </class>
              <object class="DemoPump"><dn>pump=p2,pump=p1</dn></object>
              <object class="DemoPump"><dn>pump=p1</dn><attr><name>rate</name><value>7</value></attr></object>
            </imm:IMM-contents>
            """;

    @TempDir
    Path dir;

    private Path file;
    private Optional<ImmClass> known = Optional.empty();
    private AisStatus changes = AisStatus.OK;
    private final List<String> done = new ArrayList<>();
    private int requests;
    private AdminRequest last = AdminRequest.getDefaultInstance();

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(dir.resolve("pumps.xml"), PUMPS);
    }

    /** A cluster that notes what it is told to do. */
    private AdminReply answer(AdminRequest request) {
        if (request.hasChange()) {
            requests++;
            last = request;
            classes(request).forEach(c -> done.add("class " + c));
            request.getChange()
                    .getOperationsList()
                    .forEach(operation -> done.add(String.join(" ", operation.getWordsList())));
            return FakeNode.reply(changes, changes == AisStatus.OK ? "" : "not today");
        }
        try {
            return model(ImmRequest.parseFrom(request.getImm()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> classes(AdminRequest request) {
        try {
            return ImmClassChange.parseFrom(request.getChange().getClasses()).getCreateList().stream()
                    .map(c -> c.getName())
                    .toList();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private AdminReply model(ImmRequest request) {
        if (request.hasClassGet()) {
            return known.map(c -> FakeNode.reply(AisStatus.OK, "").toBuilder()
                            .setPayload(ImmReply.newBuilder()
                                    .setClassDefinition(ImmCodec.toMessage(c))
                                    .build()
                                    .toByteString())
                            .build())
                    .orElseGet(() -> FakeNode.reply(AisStatus.ERR_NOT_EXIST, "there is no such class"));
        }
        request.getClassChange().getDeleteList().forEach(name -> done.add("no class " + name));
        return request.getClassChange().getDeleteList().contains("Used")
                ? FakeNode.reply(
                        AisStatus.ERR_BUSY, "class Used: there are 3 objects of it; delete them first (IMM-007)")
                : FakeNode.reply(AisStatus.OK, "");
    }

    private Call call(String... arguments) {
        try (FakeNode node = FakeNode.start(dir, "n1", this::answer)) {
            Call call = Call.with(dir, Map.of("AMF_DIR", dir.toString()), arguments);
            assertThat(node.requests()).isNotEmpty();
            return call;
        }
    }

    private ImmClass defined() {
        return ModelText.read(List.of(file)).findClass("DemoPump").orElseThrow();
    }

    @Test
    @Tag("IMM-006")
    @DisplayName("classes and all objects come in one change, parents first")
    void imports() {
        Call call = call("import", file.toString());

        assertThat(call.exitCode()).as(call.err()).isZero();
        assertThat(call.out()).startsWith("done in ").endsWith("; new classes: DemoPump\n");
        assertThat(requests).isEqualTo(1);
        assertThat(done)
                .containsExactly("class DemoPump", "create DemoPump pump=p1 rate=7", "create DemoPump pump=p2,pump=p1");
    }

    @Test
    @DisplayName("a file may hold a part, whose parents and references the cluster looks for; immcfg -f takes it, too")
    void part() throws IOException {
        known = Optional.of(defined());
        Files.writeString(
                file,
                PUMPS.replace("<dn>pump=p1</dn>", "<dn>pump=p1,pump=there</dn>")
                        .replaceAll("<object class=\"DemoPump\"><dn>pump=p2,pump=p1.*", ""));

        Call call = call("import", file.toString());

        assertThat(call.exitCode()).as(call.err()).isZero();
        assertThat(done).containsExactly("create DemoPump pump=p1,pump=there rate=7");
        done.clear();
        assertThat(call("immcfg", "-f", file.toString()).exitCode()).isZero();
        assertThat(done).hasSize(1);
    }

    @Test
    @DisplayName("a class that is there in the same way stays; another one of its name is refused, and nothing is done")
    void knownClasses() {
        known = Optional.of(defined());
        assertThat(call("import", file.toString()).out()).startsWith("done in ").doesNotContain("class");
        done.clear();

        known = Optional.of(new ImmClass(
                "DemoPump", ImmClass.Category.CONFIG, List.of(defined().rdn())));
        Call call = call("import", file.toString());

        assertThat(call.exitCode()).isEqualTo(6);
        assertThat(call.err()).contains("another class DemoPump").contains("amf class show DemoPump");
        assertThat(done).isEmpty();
    }

    @Test
    @DisplayName("what is refused is refused as one: there is nothing to take back")
    void refused() {
        changes = AisStatus.ERR_BAD_OPERATION;

        Call call = call("immcfg", "-f", file.toString());

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err()).contains("saImmOmCcbApply FAILED").contains("not today");
        assertThat(requests).isEqualTo(1);
    }

    @Test
    @DisplayName("looked at only, the change is the same, for the owner that is named")
    void validated() {
        assertThat(call("immcfg", "-L", file.toString(), "-o", "me").exitCode()).isZero();

        assertThat(last.getChange().getDryRun()).isTrue();
        assertThat(last.getChange().getOwner()).isEqualTo("me");
        assertThat(done).startsWith("class DemoPump").hasSize(3);
    }

    @Test
    @DisplayName("values that a line of changes could not hold are imported as they are")
    void anyText() throws IOException {
        Files.writeString(file, PUMPS.replace("SA_UINT32_T", "SA_STRING_T").replace(">7<", ">say \"a\"\n # b<"));

        assertThat(call("import", file.toString()).exitCode()).isZero();

        assertThat(done).contains("create DemoPump pump=p1 rate=say \"a\"\n # b");
    }

    @Test
    @Tag("IMM-007")
    @DisplayName("classes are shown and deleted; one with objects is refused with the reason")
    void classes() {
        known = Optional.of(defined());
        assertThat(call("class", "show", "DemoPump").out())
                .startsWith("<< DemoPump - CONFIG >>\npump : SA_STRING_T [1]")
                .contains("rate : SA_UINT32_T [0..1] {CONFIG, WRITABLE}");
        assertThat(call("immlist", "-c", "DemoPump").out()).startsWith("<< DemoPump - CONFIG >>");
        assertThat(call("class", "delete", "DemoPump").out()).isEqualTo("deleted: DemoPump\n");
        Call used = call("immcfg", "--delete-class", "Used");
        assertThat(used.exitCode()).isEqualTo(1);
        assertThat(used.err()).contains("there are 3 objects of it; delete them first");
        assertThat(call("class", "delete", "Used").err()).contains("hint: 'amf find --class NAME' lists its objects");
        known = Optional.empty();
        assertThat(call("class", "show", "None").exitCode()).isEqualTo(4);
    }
}
