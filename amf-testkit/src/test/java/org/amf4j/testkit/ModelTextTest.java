package org.amf4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ModelTextTest {

    @Test
    @DisplayName("a few words make a complete cluster with units spread over the nodes")
    void completeCluster() {
        Model model = ModelText.cluster(2)
                .group("web", RedundancyKind.TWO_N)
                .units(3)
                .components("c", "d")
                .instances("a", "b")
                .model();

        ServiceGroup group =
                model.find(Dn.of("safSg=web,safApp=app"), ServiceGroup.class).orElseThrow();
        assertThat(group.units()).extracting(Entity::name).containsExactly("SU1", "SU2", "SU3");
        assertThat(group.units())
                .extracting(u -> u.config().hosts().get(0).agentName())
                .containsExactly("n1", "n2", "n1");
        assertThat(group.instances()).extracting(Entity::name).containsExactly("a", "b");
        assertThat(group.instances().get(0).csis()).extracting(Entity::name).containsExactly("c", "d");
        assertThat(model.components()).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource(RedundancyKind.class)
    @DisplayName("every redundancy model binds without any problem")
    void everyRedundancyModel(RedundancyKind kind) {
        GroupText text =
                ModelText.cluster(3).group("g", kind).units(3).components("c").instances("s", 3);

        assertThat(text.bind().problems()).isEmpty();
    }

    @Test
    @DisplayName("limits, ranks and dependencies arrive in the model")
    void details() {
        Model model = ModelText.cluster(3)
                .group("g", RedundancyKind.N_WAY)
                .units(3)
                .components("c", "d")
                .csiDependency("c", "d")
                .instances("a", "b")
                .prefInService(3)
                .prefAssigned(2)
                .maxActive(4)
                .maxStandby(5)
                .suFailover(false)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER)
                .autoRepair(false)
                .autoAdjust(true, 1500)
                .preferred("a", 1, 2)
                .ranked("a", "SU3", "SU1")
                .dependsOn("b", "a", 20)
                .healthcheck("hc", 1000, 500)
                .model();

        ServiceGroup.Config group = model.groups().get(0).config();
        assertThat(group.maxActivePerUnit()).isEqualTo(4);
        assertThat(group.maxStandbyPerUnit()).isEqualTo(5);
        assertThat(group.prefAssignedUnits()).isEqualTo(2);
        assertThat(group.autoRepair()).isFalse();
        assertThat(group.autoAdjustProbationNanos()).isEqualTo(1_500_000_000L);
        ServiceInstance a = model.instances().get(0);
        ServiceUnit best = model.units().get(2);
        assertThat(a.rankOf(best)).hasValue(1);
        assertThat(a.config().prefStandbyAssignments()).isEqualTo(2);
        assertThat(a.csis()).extracting(Entity::name).containsExactly("d", "c");
        assertThat(model.instances().get(1).config().sponsors()).containsEntry(a.dn(), 20_000_000L);
        assertThat(model.components().get(0).config().recoveryOnError())
                .isEqualTo(RecommendedRecovery.COMPONENT_FAILOVER);
        assertThat(model.components().get(0).lifeCycle().healthchecks()).hasSize(1);
        assertThat(best.config().failover()).isFalse();
    }

    @Test
    @DisplayName("non-pre-instantiable components have a terminate command")
    void nonPreInstantiable() {
        Model model = ModelText.cluster(2)
                .group("g", RedundancyKind.TWO_N)
                .npi()
                .units(2)
                .components("c")
                .instances("a")
                .model();

        assertThat(model.units()).noneMatch(ServiceUnit::isPreInstantiable);
        assertThat(model.components()).allMatch(c -> c.lifeCycle().terminate().isPresent());
    }

    @Test
    @DisplayName("a refused configuration names its problems")
    void refused() {
        ModelText text = ModelText.cluster(2)
                .group("g", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .instances("a")
                .and()
                .set("safSi=a,safApp=app", "saAmfSIProtectedbySG");

        assertThatThrownBy(text::model)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("saAmfSIProtectedbySG is mandatory");
    }

    @Test
    @DisplayName("an attribute set for an object that does not exist is a mistake of the test")
    void unknownOverride() {
        ModelText text = ModelText.cluster(1).set("safSi=a,safApp=app", "saAmfSIRank", 1);

        assertThatThrownBy(text::objects).hasMessageContaining("safSi=a,safApp=app");
    }
}
