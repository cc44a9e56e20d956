package org.amf4j.client;

import static org.amf4j.client.FakeAgent.PATIENCE;
import static org.amf4j.client.FakeAgent.addOne;
import static org.amf4j.client.FakeAgent.targetOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.AttributeChange;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.CsiFlag;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.Removal;
import org.amf4j.api.amf.Request;
import org.amf4j.api.amf.SessionState;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.protocol.component.Attribute;
import org.amf4j.protocol.component.Callback;
import org.amf4j.protocol.component.ChangeCsi;
import org.amf4j.protocol.component.Csi;
import org.amf4j.protocol.component.RemoveCsi;
import org.amf4j.protocol.component.Response;
import org.amf4j.protocol.component.SetCsi;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Callbacks")
@Timeout(30)
class CallbackTest {

    private static final String K1 = "safCsi=k1,safSi=s,safApp=app";
    private static final String K2 = "safCsi=k2,safSi=s,safApp=app";
    private static final int OK = AisStatus.OK.value();
    private static final int FAILED = AisStatus.ERR_FAILED_OPERATION.value();

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

    private <T extends RecordingComponent> T register(T component) {
        session.register(component);
        return component;
    }

    @Test
    @Tag("AMF-036")
    @DisplayName("the first assignment brings all attributes; later ones find them remembered")
    void attributes() {
        var component = register(RecordingComponent.willing());

        agent.response(agent.setCsi(addOne(2, K1)));
        agent.response(agent.setCsi(targetOne(1, K1)));

        Assignment first = component.assignment(0);
        assertThat(first.flag()).isEqualTo(CsiFlag.ADD_ONE);
        assertThat(first.csi()).isEqualTo(Dn.of(K1));
        assertThat(first.csis().get(0).attributes())
                .isEqualTo(Map.of("port", List.of("8554"), "peer", List.of("a", "b")));
        Assignment second = component.assignment(1);
        assertThat(second.flag()).isEqualTo(CsiFlag.TARGET_ONE);
        assertThat(second.attribute("port")).isEqualTo("8554");
        assertThat(second.attributes("peer")).containsExactly("a", "b");
        assertThatThrownBy(() -> second.attribute("ip"))
                .hasMessageContaining(K1)
                .hasMessageContaining("ip");
    }

    @Test
    @Tag("AMF-037")
    @DisplayName("ACTIVE says how the work came free, and from whom")
    void transition() {
        var component = register(RecordingComponent.willing());
        String former = "safComp=c,safSu=su2,safSg=sg,safApp=app";

        agent.response(agent.setCsi(addOne(1, K1).setTransition(3).setActiveComponent(former)));

        assertThat(component.assignment(0).haState()).isEqualTo(HaState.ACTIVE);
        assertThat(component.assignment(0).transition()).contains(TransitionDescriptor.NOT_QUIESCED);
        assertThat(component.assignment(0).activeComponent()).contains(Dn.of(former));
    }

    @Test
    @Tag("AMF-038")
    @DisplayName("STANDBY says who is active, and the place in the order of succession")
    void standby() {
        var component = register(RecordingComponent.willing());
        String active = "safComp=c,safSu=su2,safSg=sg,safApp=app";

        agent.response(agent.setCsi(addOne(2, K1).setActiveComponent(active).setStandbyRank(2)));

        assertThat(component.assignment(0).haState()).isEqualTo(HaState.STANDBY);
        assertThat(component.assignment(0).transition()).isEmpty();
        assertThat(component.assignment(0).activeComponent()).contains(Dn.of(active));
        assertThat(component.assignment(0).standbyRank()).isEqualTo(2);
    }

    @Test
    @DisplayName("TARGET_ALL concerns every instance, listed or not, for change and removal")
    void targetAll() {
        var component = register(RecordingComponent.willing());
        agent.response(agent.setCsi(addOne(2, K1)));
        agent.response(agent.setCsi(addOne(2, K2)));

        agent.response(agent.setCsi(SetCsi.newBuilder().setHaState(1).setFlags(4)));
        Map<Dn, HaState> whileActive = session.assignments();
        agent.response(agent.removeCsi(RemoveCsi.newBuilder().setFlags(4)));

        assertThat(component.assignment(2).csis())
                .hasSize(2)
                .allSatisfy(csi -> assertThat(csi.attributes()).containsKey("port"));
        assertThat(whileActive).isEqualTo(Map.of(Dn.of(K1), HaState.ACTIVE, Dn.of(K2), HaState.ACTIVE));
        assertThat(((Removal) component.requests.get(3)).csis()).containsExactly(Dn.of(K1), Dn.of(K2));
        assertThat(session.assignments()).isEmpty();
    }

    @Test
    @DisplayName("the answer carries the instant at which the callback was entered")
    void enteredAt() {
        register(RecordingComponent.willing());
        long beforeNanos = EpochClock.nanos();

        Response response = agent.response(agent.setCsi(addOne(1, K1)));

        assertThat(response.getStatus()).isEqualTo(OK);
        assertThat(response.getEnteredAtNanos()).isBetween(beforeNanos, EpochClock.nanos());
    }

    @Test
    @Tag("AMF-042")
    @DisplayName("fail() answers FAILED_OPERATION with the text")
    void failed() {
        register(new RecordingComponent(request -> request.fail("port taken")));

        Response response = agent.response(agent.setCsi(addOne(1, K1)));

        assertThat(response.getStatus()).isEqualTo(FAILED);
        assertThat(response.getText()).isEqualTo("port taken");
        assertThat(session.assignments()).isEmpty();
    }

    @Test
    @Tag("JAPI-004")
    @DisplayName("a callback that throws is answered as failed, and the next one comes")
    void exception() {
        var count = new AtomicInteger();
        register(new RecordingComponent(request -> {
            if (count.incrementAndGet() == 1) {
                throw new IllegalStateException("boom");
            }
            request.done();
        }));

        Response first = agent.response(agent.setCsi(addOne(1, K1)));
        Response second = agent.response(agent.setCsi(addOne(1, K2)));

        assertThat(first.getStatus()).isEqualTo(FAILED);
        assertThat(first.getText()).contains("active(" + K1 + ")").contains("boom");
        assertThat(second.getStatus()).isEqualTo(OK);
        assertThat(agent.problems()).singleElement().asString().contains("boom").contains("CallbackTest");
    }

    @Test
    @Tag("JAPI-004")
    @DisplayName("even an Error of the listener does not end the dispatcher")
    void error() {
        register(new RecordingComponent(request -> {
            throw new StackOverflowError();
        }));

        assertThat(agent.response(agent.setCsi(addOne(1, K1))).getStatus()).isEqualTo(FAILED);
        assertThat(agent.response(agent.setCsi(addOne(1, K2))).getStatus()).isEqualTo(FAILED);
    }

    @Test
    @DisplayName("a second answer throws and is not sent")
    void answeredTwice() {
        var component = register(RecordingComponent.willing());
        long invocation = agent.setCsi(addOne(1, K1));
        agent.response(invocation);

        Request request = component.requests.get(0);

        assertThatThrownBy(request::done)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("active(" + K1 + ")");
        assertThatThrownBy(() -> request.fail("no")).isInstanceOf(IllegalStateException.class);
        session.stopHealthcheck("check");
        assertThat(agent.responses(invocation)).hasSize(1);
    }

    @Test
    @DisplayName("an exception after the answer leaves the answer as it is, and is told")
    void throwsAfterAnswer() {
        register(new RecordingComponent(request -> {
            request.done();
            throw new IllegalStateException("late boom");
        }));

        Response response = agent.response(agent.setCsi(addOne(1, K1)));

        assertThat(response.getStatus()).isEqualTo(OK);
        await().atMost(PATIENCE).until(() -> agent.problems().size() == 1);
        assertThat(agent.problems().get(0)).contains("after its answer").contains("late boom");
    }

    @Test
    @DisplayName("an answer may come later and from another thread, even an interrupted one")
    void asynchronous() {
        var component = register(RecordingComponent.silent());
        long first = agent.setCsi(addOne(1, K1));
        long second = agent.setCsi(addOne(1, K2));
        await().atMost(PATIENCE).until(() -> component.requests.size() == 2);

        Thread.currentThread().interrupt();
        component.requests.get(1).done();
        component.requests.get(0).done();
        boolean wasInterrupted = Thread.interrupted();

        assertThat(wasInterrupted).isTrue();
        assertThat(agent.response(first).getStatus()).isEqualTo(OK);
        assertThat(agent.response(second).getStatus()).isEqualTo(OK);
        assertThat(session.state()).isEqualTo(SessionState.REGISTERED);
    }

    @Test
    @Tag("JAPI-001")
    @DisplayName("callbacks never overlap, also in an executor of many threads, and keep their order")
    void serial() throws IOException {
        ExecutorService many = Executors.newFixedThreadPool(4);
        session.close();
        agent.close();
        agent = new FakeAgent(folder);
        session = Availability.open(agent.options().withExecutor(many));
        var inside = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var component = register(new RecordingComponent(request -> {
            overlaps.addAndGet(inside.getAndIncrement());
            request.done();
            inside.decrementAndGet();
        }));

        for (int i = 0; i < 500; i++) {
            agent.setCsi(addOne(1, "safCsi=k" + i + ",safSi=s,safApp=app"));
        }
        await().atMost(PATIENCE).until(() -> component.requests.size() == 500);
        many.shutdown();

        assertThat(overlaps).hasValue(0);
        assertThat(component.requests)
                .extracting(Request::callback)
                .startsWith("active(safCsi=k0,safSi=s,safApp=app)")
                .endsWith("active(safCsi=k499,safSi=s,safApp=app)");
    }

    @Test
    @DisplayName("an assignment tells its epoch, and one of an older epoch is refused without asking the component")
    void epochs() {
        var component = register(RecordingComponent.willing());

        assertThat(agent.response(agent.setCsi(inEpoch(40, addOne(2, K1)))).getStatus())
                .isEqualTo(OK);
        assertThat(agent.response(agent.setCsi(inEpoch(41, targetOne(1, K1)))).getStatus())
                .isEqualTo(OK);
        Response late = agent.response(agent.setCsi(inEpoch(40, targetOne(2, K1))));

        assertThat(late.getStatus()).isEqualTo(FAILED);
        assertThat(late.getText()).contains("epoch 40", K1, "a later epoch is known");
        assertThat(component.requests)
                .map(Assignment.class::cast)
                .extracting(Assignment::epoch)
                .containsExactly(40L, 41L);
    }

    private static SetCsi.Builder inEpoch(long epoch, SetCsi.Builder set) {
        set.getCsisBuilderList().forEach(csi -> csi.setEpoch(epoch));
        return set;
    }

    @Test
    @Tag("JAPI-002")
    @DisplayName("an answer after the time limit throws and is not sent")
    void late() {
        var component = register(RecordingComponent.silent());
        long sentNanos = System.nanoTime();

        long invocation = agent.callback(Callback.newBuilder().setSetCsi(addOne(1, K1)), Duration.ofMillis(20));
        await().atMost(PATIENCE).until(() -> agent.problems().size() == 1);
        await().atMost(PATIENCE)
                .until(() ->
                        System.nanoTime() - sentNanos > Duration.ofMillis(40).toNanos());

        assertThatThrownBy(component.requests.get(0)::done)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_TIMEOUT));
        assertThat(agent.responses(invocation)).isEmpty();
        assertThat(session.assignments()).isEmpty();
    }

    @Test
    @DisplayName("a forgotten answer is told with the callback's name when three quarters of its time have passed")
    void forgotten() {
        var component = register(RecordingComponent.silent());

        agent.callback(Callback.newBuilder().setSetCsi(addOne(1, K1)), Duration.ofMillis(400));
        await().atMost(PATIENCE).until(() -> agent.problems().size() == 1);

        assertThat(agent.problems().get(0))
                .contains("active(" + K1 + ")")
                .contains("400.0 ms")
                .contains("returned without done() or fail()");
        component.requests.get(0).done();
    }

    @Test
    @DisplayName("the reminder says whether the callback still runs or still waits")
    void reminderSaysWhere() {
        var release = new CountDownLatch(1);
        register(new RecordingComponent(request -> {
            await().atMost(PATIENCE).until(() -> release.getCount() == 0);
            request.done();
        }));

        agent.callback(Callback.newBuilder().setSetCsi(addOne(1, K1)), Duration.ofMillis(200));
        agent.callback(Callback.newBuilder().setSetCsi(addOne(1, K2)), Duration.ofMillis(220));
        await().atMost(PATIENCE).until(() -> agent.problems().size() == 2);
        release.countDown();

        assertThat(agent.problems().get(0)).contains(K1).contains("still running");
        assertThat(agent.problems().get(1)).contains(K2).contains("still waits");
    }

    @Test
    @DisplayName("a callback of a kind or content that is not known is answered as failed")
    void unknown() {
        register(RecordingComponent.willing());

        Response noBody = agent.response(agent.callback(Callback.newBuilder(), PATIENCE));
        Response badState = agent.response(agent.setCsi(addOne(9, K1)));
        Response badName = agent.response(agent.setCsi(addOne(1, "no name")));

        assertThat(List.of(noBody.getStatus(), badState.getStatus(), badName.getStatus()))
                .containsOnly(FAILED);
        assertThat(badName.getText()).contains("no name");
        assertThat(agent.problems()).hasSize(3);
    }

    @Test
    @DisplayName("a callback before the registration is answered as failed")
    void unregistered() {
        Response response = agent.response(agent.setCsi(addOne(1, K1)));

        assertThat(response.getStatus()).isEqualTo(FAILED);
        assertThat(response.getText()).contains("not registered");
        assertThat(agent.all(BodyCase.REGISTER)).isEmpty();
    }

    @Test
    @DisplayName("termination lets awaitTermination() return, and the agent may then close the connection")
    void termination() throws Exception {
        var component = register(RecordingComponent.willing());
        assertThat(session.awaitTermination(Duration.ofMillis(1))).isFalse();

        long invocation = agent.terminate();
        session.awaitTermination();
        agent.response(invocation);
        agent.die();

        assertThat(session.state()).isEqualTo(SessionState.TERMINATED);
        assertThat(component.losses).isEmpty();
        assertThat(session.awaitTermination(PATIENCE)).isTrue();
    }

    @Test
    @Tag("AMF-023")
    @DisplayName("a refused termination leaves the session as it is")
    void refusedTermination() throws Exception {
        register(new RecordingComponent(request -> request.fail("busy")));

        Response response = agent.response(agent.terminate());

        assertThat(response.getStatus()).isEqualTo(FAILED);
        assertThat(session.awaitTermination(Duration.ofMillis(1))).isFalse();
    }

    private static Csi.Builder changed(String csi) {
        return Csi.newBuilder()
                .setName(csi)
                .addAttributes(Attribute.newBuilder().setName("port").addValues("9000"));
    }

    private Response change(String csi) {
        return agent.response(agent.callback(
                Callback.newBuilder().setChangeCsi(ChangeCsi.newBuilder().setCsi(changed(csi))), FakeAgent.TIME_LIMIT));
    }

    @Test
    @DisplayName("a change of attributes tells the former and the new ones; what comes later has the new ones")
    void changedAttributes() {
        var component = register(new RecordingComponent(Request::done) {
            @Override
            public void attributesChanged(AttributeChange change) {
                requests.add(change);
                change.done();
            }
        });
        agent.response(agent.setCsi(addOne(1, K1)));

        assertThat(change(K1).getStatus()).isEqualTo(OK);
        agent.response(agent.setCsi(targetOne(2, K1)));

        AttributeChange change = (AttributeChange) component.requests.get(1);
        assertThat(change.name()).isEqualTo(Dn.of(K1));
        assertThat(change.before()).containsEntry("port", List.of("8554"));
        assertThat(change.csi().attributes()).isEqualTo(Map.of("port", List.of("9000")));
        assertThat(component.assignment(2).attribute("port")).isEqualTo("9000");
    }

    @Test
    @DisplayName("a component that knows nothing of such changes refuses them, and keeps what it has")
    void changedAttributesUnknown() {
        var component = register(RecordingComponent.willing());
        agent.response(agent.setCsi(addOne(1, K1)));

        assertThat(change(K1).getStatus()).isEqualTo(FAILED);

        agent.response(agent.setCsi(targetOne(2, K1)));
        assertThat(component.assignment(1).attribute("port")).isEqualTo("8554");
    }
}
