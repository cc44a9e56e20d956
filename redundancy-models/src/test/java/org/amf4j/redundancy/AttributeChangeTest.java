package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.outcome.Change;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.Simulation;
import org.amf4j.testkit.Steps;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A change of a CSI's attributes reaches the components that have it, where the configuration says so (model, section 7). */
class AttributeChangeTest {

    private static final String CSI = "safCsi=c,safSi=SI1,safApp=app";
    private static final String COMMUNICATE = "osafAmfCSICommunicateCsiAttributeChange";

    private VirtualCluster cluster;
    private Steps steps;

    /** A running group whose components want to know, with an attribute in its one CSI. */
    @BeforeEach
    void start() {
        Simulation simulation = new Simulation(
                ModelText.cluster(3)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(3)
                        .components("c")
                        .instances("SI1")
                        .suFailover(true)
                        .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                        .objects(),
                StandardModels.all());
        simulation.start();
        cluster = simulation.cluster();
        steps = new Steps(cluster);
        perform("set safVersion=1,safCSType=sg-c saAmfCSAttrName+=port saAmfCSAttrName+=host");
        perform("create SaAmfCSIAttribute safCsiAttr=port," + CSI + " saAmfCSIAttriValue=1");
        perform("set " + CSI + " " + COMMUNICATE + "=1");
        cluster.takeIssued();
        cluster.takeChanges();
    }

    /** Has a step done, to its end. */
    private void perform(String step) {
        String request = steps.perform(step).request().orElse("");
        cluster.rest();
        if (!request.isEmpty()) {
            assertThat(cluster.replies().get(request).status()).as(step).isEqualTo(AisStatus.OK);
        }
    }

    private void setPort(int port) {
        perform("set safCsiAttr=port," + CSI + " saAmfCSIAttriValue=" + port);
    }

    private Stream<Command.Order> orders() {
        return cluster.takeIssued().stream()
                .map(VirtualCluster.Issued::command)
                .filter(Command.Order.class::isInstance)
                .map(Command.Order.class::cast);
    }

    /** Attributes told since the last call, by the unit of the component. */
    private Map<String, Map<String, List<String>>> told() {
        return orders().filter(o -> o.action() instanceof Action.ChangeCsi)
                .collect(Collectors.toMap(
                        o -> o.component().parent().rdnValue(),
                        o -> ((Action.ChangeCsi) o.action()).csi().attributes()));
    }

    private String unit(HaState state) {
        return cluster.state().instances().get(0).assignments().stream()
                .filter(a -> a.is(state))
                .map(a -> a.unit().unit().name())
                .findFirst()
                .orElse("nobody");
    }

    private List<String> recoveries() {
        return cluster.takeChanges().stream()
                .filter(Change.Recovery.class::isInstance)
                .map(c -> ((Change.Recovery) c).applied())
                .toList();
    }

    @Test
    @DisplayName("active and standby are told all attributes as they are now; nothing else happens to them")
    void changed() {
        setPort(2);

        Map<String, List<String>> now = Map.of("port", List.of("2"));
        assertThat(told()).isEqualTo(Map.of("SU1", now, "SU2", now));
        assertThat(unit(HaState.ACTIVE)).isEqualTo("SU1");
        assertThat(recoveries()).isEmpty();
        assertThat(cluster.state().groups()).allMatch(g -> g.isSettled());
    }

    @Test
    @DisplayName("an attribute that comes or goes is a change, one that is set to what it is is none")
    void comesAndGoes() {
        perform("create SaAmfCSIAttribute safCsiAttr=host," + CSI + " saAmfCSIAttriValue=h");
        assertThat(told().get("SU1")).containsOnlyKeys("host", "port");

        perform("delete safCsiAttr=host," + CSI);
        assertThat(told().get("SU1")).containsOnlyKeys("port");

        setPort(1);
        assertThat(told()).isEmpty();
    }

    @Test
    @DisplayName("where the configuration does not say so nobody is told; the next assignment brings the new ones")
    void notCommunicated() {
        perform("set " + CSI + " " + COMMUNICATE + "=0");
        setPort(3);
        assertThat(told()).isEmpty();

        perform("crash safComp=c,safSu=SU1,safSg=sg,safApp=app");

        assertThat(orders().map(Command.Order::action)
                        .filter(a -> a instanceof Action.SetCsi set && set.flag() == Action.CsiFlag.ADD_ONE))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(((Action.SetCsi) a).csis().get(0).attributes())
                        .isEqualTo(Map.of("port", List.of("3"))));
    }

    @Test
    @DisplayName("who refuses, or does not answer in time, has failed; its next instance begins with the new ones")
    void refused() {
        perform("fail-next CSI_CHANGE safComp=c,safSu=SU1,safSg=sg,safApp=app");
        setPort(4);
        assertThat(unit(HaState.ACTIVE)).isEqualTo("SU2");
        assertThat(recoveries()).containsExactly("UNIT_FAILOVER");

        perform("slow-next CSI_CHANGE safComp=c,safSu=SU2,safSg=sg,safApp=app 60min");
        setPort(5);
        steps.perform("wait 60min");
        assertThat(unit(HaState.ACTIVE)).isNotEqualTo("SU2").isNotEqualTo("nobody");
        assertThat(recoveries()).containsExactly("UNIT_FAILOVER");
    }

    @Test
    @DisplayName("a change while a switch-over is under way is told when that is over")
    void meanwhile() {
        steps.perform("slow-next CSI_SET safComp=c,safSu=SU2,safSg=sg,safApp=app 2s");
        steps.perform("si-swap safSi=SI1,safApp=app");
        steps.perform("wait 100ms");

        setPort(6);
        steps.perform("wait 10s");

        Map<String, List<String>> now = Map.of("port", List.of("6"));
        assertThat(told()).isEqualTo(Map.of("SU1", now, "SU2", now));
        assertThat(unit(HaState.ACTIVE)).isEqualTo("SU2");
    }
}
