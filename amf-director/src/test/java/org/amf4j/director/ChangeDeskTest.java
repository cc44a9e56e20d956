package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.protocol.admin.ChangeOperation;
import org.amf4j.protocol.admin.ConfigurationChange;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What operators write, as the log gets it. */
class ChangeDeskTest {

    private final Director director = new Director(StandardModels.all());

    private ObjectChange.Create created(Optional<String> home) {
        var objects = ModelText.cluster(1)
                .group("sg", RedundancyKind.TWO_N)
                .units(1)
                .components("c")
                .instances("si")
                .objects();
        ConfigurationParts.of(objects, BuiltInClasses.all())
                .forEach(part -> director.apply(new LogEntry(director.appliedIndex() + 1, 1, List.of(part))));
        ConfigurationChange change = ConfigurationChange.newBuilder()
                .addOperations(ChangeOperation.newBuilder()
                        .addAllWords(List.of(
                                "create",
                                "SaAmfNodeSwBundle",
                                "safInstalledSwBundle=safSmfBundle=more,safAmfNode=n1,safAmfCluster=cluster",
                                "saAmfNodeSwBundlePathPrefix=${AMF_HOME}/scripts")))
                .build();
        Event.ConfigurationChanged event = new ChangeDesk(director, home).read("r", change);
        return (ObjectChange.Create) event.changes().getFirst();
    }

    @Test
    @DisplayName("the folder of the installation stands in the log, as it does for files that a cluster starts with")
    void home() {
        assertThat(created(Optional.of("/opt/amf4j")).object().values("saAmfNodeSwBundlePathPrefix"))
                .containsExactly("/opt/amf4j/scripts");
    }

    @Test
    @DisplayName("a program that is not installed anywhere leaves the path as it is written")
    void nowhere() {
        assertThat(created(Optional.empty()).object().values("saAmfNodeSwBundlePathPrefix"))
                .containsExactly("${AMF_HOME}/scripts");
    }
}
