package org.amf4j.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ModelGeneratorTest {

    private static Map<String, ImmObject> objects(String yaml) {
        return ModelGenerator.objects(DescriptionReaderTest.read(yaml)).stream()
                .collect(Collectors.toMap(object -> object.dn().toString(), Function.identity()));
    }

    @Test
    @Tag("CLI-010")
    @DisplayName("units, components and services as described, with the types they need")
    void small() {
        Map<String, ImmObject> objects = objects(DescriptionReaderTest.SMALL);

        assertThat(objects.get("safSu=su2,safSg=servers,safApp=web").values("saAmfSUHostNodeOrNodeGroup"))
                .containsExactly(Dn.of("safAmfNode=n2,safAmfCluster=lab"));
        assertThat(objects.get("safVersion=1,safCompType=web.servers.server").attributes())
                .containsEntry("saAmfCtCompCategory", List.of(1L))
                .containsEntry("saAmfCtRelPathInstantiateCmd", List.of("bin/server"))
                .containsEntry("saAmfCtDefInstantiateCmdArgv", List.of("instantiate", "--fast"));
        assertThat(objects.get("safVersion=1,safCompType=web.servers.address").attributes())
                .containsEntry("saAmfCtCompCategory", List.of(8L))
                .containsEntry("saAmfCtDefInstantiationLevel", List.of(1L))
                .containsKey("saAmfCtRelPathTerminateCmd");
        assertThat(objects.get("safCsi=address,safSi=web,safApp=web").values("saAmfCSIDependencies"))
                .containsExactly(Dn.of("safCsi=server,safSi=web,safApp=web"));
        assertThat(objects.get("safCsiAttr=ip,safCsi=address,safSi=web,safApp=web")
                        .values("saAmfCSIAttriValue"))
                .containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    @DisplayName("several services of one kind are numbered, and so are their attributes")
    void numbered() {
        String yaml = DescriptionReaderTest.SMALL.replace("{name: web, csi: {server: {port: 80}", """
                {name: web, count: 2, rank: 3, csi: {server: {port: "8${n}"}""".strip());

        Map<String, ImmObject> objects = objects(yaml);

        assertThat(objects.get("safSi=web2,safApp=web").values("saAmfSIRank")).containsExactly(3L);
        assertThat(objects.get("safCsiAttr=port,safCsi=server,safSi=web2,safApp=web")
                        .values("saAmfCSIAttriValue"))
                .containsExactly("82");
    }

    @Test
    @DisplayName("a group may name a redundancy model of the user's own, made for the model that it has")
    void customModel() {
        String yaml = DescriptionReaderTest.SMALL.replace("model: 2n", "model: N-way\n    custom-model: mated-pairs");

        assertThat(objects(yaml).get("safSg=servers,safApp=web").values("amfSGRedundancyModelName"))
                .containsExactly("mated-pairs");
        assertThat(objects(DescriptionReaderTest.SMALL)
                        .get("safSg=servers,safApp=web")
                        .attributes())
                .doesNotContainKey("amfSGRedundancyModelName");
    }

    @Test
    @DisplayName("a program and its monitor are kept by the ready-made wrappers")
    void program() {
        Map<String, ImmObject> objects = objects("""
                nodes: [n1]
                application: beat
                groups:
                  - name: beats
                    model: no-redundancy
                    components: [{name: beat, program: [/bin/beat, "a b"], monitor: tcp localhost 80}]
                    services: [beat]
                """);

        assertThat(objects.get("safVersion=1,safCompType=beat.beats.beat").attributes())
                .containsEntry("saAmfCtDefInstantiateCmdArgv", List.of("instantiate", "/bin/beat", "a b"))
                .containsEntry("saAmfCtRelPathAmStartCmd", List.of("monitor"))
                .containsEntry("saAmfCtDefAmStartCmdArgv", List.of("start", "tcp", "localhost", "80"));
        assertThat(objects)
                .containsKey("safInstalledSwBundle=safSmfBundle=amf4j-wrappers,safAmfNode=n1,safAmfCluster=cluster");
    }

    @Test
    @DisplayName("restarts that are borne are attributes of the group, attempts to start of each component")
    void escalation() {
        Map<String, ImmObject> objects = objects("""
                nodes: [n1]
                software: /opt
                application: beat
                groups:
                  - name: beats
                    model: no-redundancy
                    component-restarts: {max: 2, within: 3min}
                    unit-restarts: {max: 0, within: 1s}
                    components: [{name: beat, script: bin/beat, attempts: 4}]
                    services: [beat]
                """);

        assertThat(objects.get("safSg=beats,safApp=beat").attributes())
                .containsEntry("saAmfSGCompRestartMax", List.of(2L))
                .containsEntry("saAmfSGCompRestartProb", List.of(180_000_000_000L))
                .containsEntry("saAmfSGSuRestartMax", List.of(0L))
                .containsEntry("saAmfSGSuRestartProb", List.of(1_000_000_000L));
        assertThat(objects.get("safComp=beat,safSu=su1,safSg=beats,safApp=beat").attributes())
                .containsEntry("saAmfCompNumMaxInstantiateWithoutDelay", List.of(4L));
    }

    @Test
    @DisplayName("the same description gives the same objects in the same order")
    void repeatable() {
        assertThat(ModelGenerator.objects(DescriptionReaderTest.read(DescriptionReaderTest.SMALL)))
                .isEqualTo(ModelGenerator.objects(DescriptionReaderTest.read(DescriptionReaderTest.SMALL)));
    }
}
