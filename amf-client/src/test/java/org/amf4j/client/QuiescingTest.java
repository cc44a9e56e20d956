package org.amf4j.client;

import static org.amf4j.client.FakeAgent.PATIENCE;
import static org.amf4j.client.FakeAgent.addOne;
import static org.amf4j.client.FakeAgent.targetOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.Removal;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Quiescing")
@Tag("AMF-041")
@Timeout(30)
class QuiescingTest {

    private static final String K1 = "safCsi=k1,safSi=s,safApp=app";
    private static final int QUIESCING = 4;

    @TempDir
    Path folder;

    private FakeAgent agent;
    private AmfSession session;

    @BeforeEach
    void open() throws IOException {
        agent = new FakeAgent(folder);
        session = Availability.open(agent.options());
    }

    @AfterEach
    void close() throws IOException {
        session.close();
        agent.close();
    }

    private Assignment quiescing() {
        var component = RecordingComponent.silent();
        session.register(component);
        agent.setCsi(addOne(1, K1));
        agent.setCsi(targetOne(QUIESCING, K1));
        await().atMost(PATIENCE).until(() -> component.requests.size() == 2);
        component.requests.get(0).done();
        return component.assignment(1);
    }

    @Test
    @Tag("JAPI-007")
    @DisplayName("the answer and the completion are separate, in this order, and name the same invocation")
    void inOrder() {
        Assignment assignment = quiescing();

        assignment.done();
        Map<Dn, HaState> draining = session.assignments();
        assignment.quiescingComplete();

        ToAgent complete = agent.heard(BodyCase.QUIESCING_COMPLETE);
        long invocation = complete.getQuiescingComplete().getInvocation();
        assertThat(agent.responses(invocation)).hasSize(1);
        assertThat(complete.getQuiescingComplete().getStatus()).isEqualTo(AisStatus.OK.value());
        assertThat(draining).containsEntry(Dn.of(K1), HaState.QUIESCING);
        assertThat(session.assignments()).containsEntry(Dn.of(K1), HaState.QUIESCED);
    }

    @Test
    @Tag("JAPI-007")
    @DisplayName("completion before the answer, after a refusal, twice, or of another state is rejected")
    void rejected() {
        Assignment assignment = quiescing();

        assertThatThrownBy(assignment::quiescingComplete)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("done()");
        assignment.done();
        assignment.quiescingComplete();
        assertThatThrownBy(assignment::quiescingFailed)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already");
        assertThat(agent.all(BodyCase.QUIESCING_COMPLETE)).hasSize(1);
    }

    @Test
    @DisplayName("work that cannot be finished is told as a failure")
    void failed() {
        Assignment assignment = quiescing();

        assignment.done();
        assignment.quiescingFailed();

        assertThat(agent.heard(BodyCase.QUIESCING_COMPLETE)
                        .getQuiescingComplete()
                        .getStatus())
                .isEqualTo(AisStatus.ERR_FAILED_OPERATION.value());
        assertThat(session.assignments()).containsEntry(Dn.of(K1), HaState.QUIESCING);
    }

    @Test
    @DisplayName("a completion that nobody waits for any more is refused with the agent's status")
    void superseded() {
        Assignment assignment = quiescing();
        assignment.done();
        agent.plan(BodyCase.QUIESCING_COMPLETE, AisStatus.ERR_BAD_OPERATION, "QUIESCED was asked for");

        assertThatThrownBy(assignment::quiescingComplete)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_BAD_OPERATION));
    }

    @Test
    @DisplayName("an adapter without quiescing() of its own hands over at once")
    void adapter() {
        List<HaState> seen = new ArrayList<>();
        session.register(new ComponentAdapter() {
            @Override
            public void active(Assignment assignment) {
                assignment.done();
            }

            @Override
            public void quiesced(Assignment assignment) {
                seen.add(assignment.haState());
                assignment.done();
            }

            @Override
            public void removed(Removal removal) {
                removal.done();
            }
        });
        agent.response(agent.setCsi(addOne(1, K1)));

        long invocation = agent.setCsi(targetOne(QUIESCING, K1));

        agent.response(invocation);
        assertThat(agent.heard(BodyCase.QUIESCING_COMPLETE)
                        .getQuiescingComplete()
                        .getInvocation())
                .isEqualTo(invocation);
        assertThat(seen).containsExactly(HaState.QUIESCED);
        await().atMost(PATIENCE).until(() -> session.assignments().equals(Map.of(Dn.of(K1), HaState.QUIESCED)));
        assertThat(agent.problems()).isEmpty();
    }
}
