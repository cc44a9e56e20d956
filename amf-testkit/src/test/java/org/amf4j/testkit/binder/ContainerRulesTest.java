package org.amf4j.testkit.binder;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.Dn;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the configuration of containers and contained components must be like. */
class ContainerRulesTest {

    private static final Dn BOX = Dn.of("safCsi=box,safSi=box,safApp=app");
    private static final String X = "safComp=x,safSu=SU1,safSg=sg,safApp=app";

    private static GroupText boxes() {
        return ModelText.cluster(2)
                .group("boxes", RedundancyKind.TWO_N)
                .container()
                .units(2)
                .components("box")
                .instances("box");
    }

    private static GroupText inside(GroupText boxes) {
        return boxes.group("sg", RedundancyKind.TWO_N)
                .containedIn(BOX)
                .units(2)
                .components("x")
                .instances("a");
    }

    private static void assertRefused(BindResult result, String dn, String part) {
        assertThat(result.model()).isEmpty();
        assertThat(result.errors())
                .anyMatch(p -> p.rule().equals("MODEL-COMP-CONTAINER")
                        && p.dn().equals(Dn.of(dn))
                        && p.text().contains(part));
    }

    @Test
    @DisplayName("contained components need no commands, and callbacks limit their life cycle")
    void withoutCommands() {
        BindResult result = inside(boxes()).bind();

        assertThat(result.problems()).isEmpty();
        Component x =
                result.model().orElseThrow().find(Dn.of(X), Component.class).orElseThrow();
        assertThat(x.lifeCycle().instantiate()).isEmpty();
        assertThat(x.lifeCycle().cleanup()).isEmpty();
        assertThat(x.config().containerCsi()).isEqualTo(BOX);
        assertThat(x.isPreInstantiable()).isTrue();
    }

    @Test
    @DisplayName("commands of contained components are never run, which is said")
    void superfluousCommands() {
        BindResult result =
                inside(boxes()).componentType("saAmfCtRelPathCleanupCmd", "ctl").bind();

        assertThat(result.model()).isPresent();
        assertThat(result.problems())
                .anyMatch(p -> p.rule().equals("MODEL-COMP-CONTAINER")
                        && p.text().contains("remove saAmfCtRelPathCleanupCmd"));
    }

    @Test
    @DisplayName("somebody of category container must be able to take the container CSI")
    void noContainer() {
        BindResult result = inside(ModelText.cluster(2)
                        .group("boxes", RedundancyKind.TWO_N)
                        .units(2)
                        .components("box")
                        .instances("box"))
                .bind();

        assertRefused(result, X, "container component (category 17)");
    }

    @Test
    @DisplayName("a group does not contain itself")
    void ownGroup() {
        BindResult result = ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .containedIn(Dn.of("safCsi=x,safSi=a,safApp=app"))
                .units(2)
                .components("x")
                .instances("a")
                .bind();

        assertRefused(result, X, "different groups");
    }

    @Test
    @DisplayName("container and contained components must be able to meet on a node")
    void noNodeInCommon() {
        BindResult result = inside(boxes())
                .and()
                .set("safSu=SU1,safSg=boxes,safApp=app", "saAmfSUHostNodeOrNodeGroup", ModelText.node(2))
                .bind();

        assertRefused(result, X, "a node in common");
    }

    @Test
    @DisplayName("the work of containers must not wait for what only they make possible")
    void circle() {
        GroupText boxes = boxes();
        boxes.dependsOn("box", Dn.of("safSi=a,safApp=app"), 0);

        assertRefused(inside(boxes).bind(), "safSi=box,safApp=app", "neither is ever assigned");
    }
}
