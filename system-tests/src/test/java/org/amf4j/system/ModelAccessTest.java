package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectSearch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs and commands that read, search and change the information model of a real cluster. */
class ModelAccessTest {

    private static final String PUMPS = """
            <?xml version="1.0" encoding="utf-8"?>
            <imm:IMM-contents xmlns:imm="http://www.saforum.org/IMMSchema">
              <class name="DemoPump">
                <category>SA_CONFIG</category>
                <rdn><name>demoPump</name><type>SA_STRING_T</type><category>SA_CONFIG</category></rdn>
                <attr><name>rate</name><type>SA_UINT32_T</type><category>SA_CONFIG</category><flag>SA_WRITABLE</flag>
                  <default-value>5</default-value></attr>
              </class>
              <object class="DemoPump"><dn>demoPump=p1</dn><attr><name>rate</name><value>7</value></attr></object>
              <object class="DemoPump"><dn>demoPump=p2,demoPump=p1</dn></object>
            </imm:IMM-contents>
            """;

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("model", model -> model);

    private static ObjectManagement open(String node) {
        return ObjectManagement.open(CLUSTER.node(node).resolve("agent.sock"));
    }

    private static List<String> names(ObjectManagement model, ObjectSearch search) {
        List<String> names = new ArrayList<>();
        model.search(search).forEachRemaining(o -> names.add(o.dn().toString()));
        return names;
    }

    @Test
    @Tag("IMM-004")
    @Tag("IMM-007")
    @DisplayName("a class is imported, has objects, is seen by programs everywhere, survives a dump, and goes at last")
    void ownClass() throws IOException {
        Path file = Files.writeString(CLUSTER.path().resolve("pumps.xml"), PUMPS);
        CLUSTER.call("import", file.toString()).endsWith(0);
        try (ObjectManagement model = open("n3")) {
            assertThat(names(model, ObjectSearch.everything().ofClass("DemoPump")))
                    .containsExactly("demoPump=p1", "demoPump=p2,demoPump=p1");
            assertThat(names(model, ObjectSearch.everything().having("rate", 5L)))
                    .containsExactly("demoPump=p2,demoPump=p1");
            model.change(List.of(
                    new ObjectChange.Create(new ImmObject(Dn.of("demoPump=p3"), "DemoPump", Map.of())),
                    new ObjectChange.Modify(
                            Dn.of("demoPump=p1"),
                            List.of(new ObjectChange.Modification(ObjectChange.Kind.REPLACE, "rate", List.of(8L))))));
            assertThat(model.get(Dn.of("demoPump=p1"), List.of("rate", "demoPump"))
                            .attributes())
                    .containsEntry("rate", List.of(8L))
                    .containsEntry("demoPump", List.of("demoPump=p1"));
            Path dump = CLUSTER.path().resolve("dump.xml");
            CLUSTER.call("dump", dump.toString()).endsWith(0);
            assertThat(Files.readString(dump)).contains("<class name=\"DemoPump\">", "demoPump=p3");
            CLUSTER.call("validate", dump.toString()).endsWith(0);

            assertThatThrownBy(() -> model.deleteClass("DemoPump"))
                    .isInstanceOfSatisfying(
                            AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_BUSY))
                    .hasMessageContaining("3 objects");
            model.change(List.of(
                    new ObjectChange.Delete(Dn.of("demoPump=p1")), new ObjectChange.Delete(Dn.of("demoPump=p3"))));
            CLUSTER.call("class", "delete", "DemoPump").endsWith(0);
            CLUSTER.call("class", "show", "DemoPump").endsWith(4);
        }
    }

    @Test
    @Tag("IMM-034")
    @DisplayName("commands and programs find the same, by scope, class and runtime attribute")
    void search() {
        try (ObjectManagement model = open("n1")) {
            ObjectSearch instantiated =
                    ObjectSearch.below(Dn.of("safApp=stream")).having("saAmfSUPresenceState", 3L);
            assertThat(String.join("\n", names(model, instantiated)) + "\n")
                    .isEqualTo(CLUSTER.call("find", "safApp=stream", "--having", "saAmfSUPresenceState=3")
                            .endsWith(0)
                            .out())
                    .contains(Models.STREAM_UNIT_1, Models.STREAM_UNIT_2);
            assertThat(names(model, ObjectSearch.below(Dn.of("safApp=stream")).withScope(ObjectSearch.Scope.SUBLEVEL)))
                    .contains("safApp=stream", Models.STREAM)
                    .doesNotContain(Models.STREAM_UNIT_1);
            assertThatThrownBy(() -> model.names(ObjectSearch.everything().withScope(ObjectSearch.Scope.ONE)))
                    .hasMessageContaining("INVALID_PARAM");
        }
    }
}
