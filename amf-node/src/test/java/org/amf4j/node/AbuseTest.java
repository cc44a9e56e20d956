package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.amf4j.api.AisStatus;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.protocol.component.HaStateGet;
import org.amf4j.protocol.component.ToAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a component can do wrong on its socket; a well-behaved neighbour goes on working each time. */
@Timeout(60)
final class AbuseTest {

    private final LogCapture log = new LogCapture("org.amf4j.node.components");
    private final AgentRig rig;
    private TestComponent bad;
    private TestComponent good;
    private RawClient badClient;
    private RawClient goodClient;

    AbuseTest() throws IOException {
        rig = AgentRig.start();
    }

    @BeforeEach
    void up() throws IOException {
        bad = TestComponent.in(rig.folder, "bad", true);
        good = TestComponent.in(rig.folder, "good", true);
        badClient = rig.up(bad);
        goodClient = rig.up(good);
    }

    @AfterEach
    void close() throws IOException {
        badClient.close();
        goodClient.close();
        rig.close();
        log.close();
        assertThat(rig.errors()).isEmpty();
    }

    private void failsAs(ErrorSource source) throws IOException {
        Event.ComponentFailed failed = rig.report(bad, Event.ComponentFailed.class);
        assertThat(failed.source()).isEqualTo(source);
        assertThat(rig.report(bad, Event.CleanupEnded.class).succeeded()).isTrue();
        assertThat(bad.cleanups()).isEqualTo(1);
        assertThat(log.lines()).anyMatch(line -> line.contains(bad.dn().toString()));
        theOtherWorks();
    }

    private void theOtherWorks() throws IOException {
        CommandId set = rig.order(good, good.active(10_000));
        long invocation = goodClient.read().getCallback().getInvocation();
        goodClient.ask(RawClient.response(invocation, AisStatus.OK.value()));
        assertThat(rig.answer(set).answer()).isEqualTo(Answer.OK);
        assertThat(good.cleanups()).isZero();
    }

    private static void assertClosed(IOException e) {
        assertThat(e.getMessage()).containsAnyOf("pipe", "reset");
    }

    @Test
    @Tag("AMF-095")
    @DisplayName("AMF-095: who answers twice gets NOT_EXIST and a line in the log, nothing else happens")
    void answersTwice() throws IOException {
        CommandId set = rig.order(bad, bad.active(10_000));
        long invocation = badClient.read().getCallback().getInvocation();

        assertThat(badClient.ask(RawClient.response(invocation, AisStatus.OK.value())))
                .isEqualTo(AisStatus.OK.value());
        assertThat(badClient.ask(RawClient.response(invocation, AisStatus.ERR_FAILED_OPERATION.value())))
                .isEqualTo(AisStatus.ERR_NOT_EXIST.value());

        assertThat(rig.answer(set).answer()).isEqualTo(Answer.OK);
        assertThat(bad.cleanups()).isZero();
        assertThat(log.lines())
                .anyMatch(line -> line.contains(bad.dn().toString()) && line.contains("answered the callback"));
        theOtherWorks();
    }

    @Test
    @Tag("AMF-042")
    @DisplayName("AMF-042: who never answers has failed when the time is up")
    void neverAnswers() throws IOException {
        CommandId set = rig.order(bad, bad.active(150));

        assertThat(rig.answer(set).answer()).isEqualTo(Answer.TIMED_OUT);
        failsAs(ErrorSource.CSI_SET_TIMEOUT);
    }

    @Test
    @Tag("AMF-042")
    @DisplayName("AMF-042: who answers late has failed already; the session is over and the answer changes nothing")
    void answersLate() throws IOException {
        CommandId set = rig.order(bad, bad.active(150));
        long invocation = badClient.read().getCallback().getInvocation();
        assertThat(rig.answer(set).answer()).isEqualTo(Answer.TIMED_OUT);

        try {
            badClient.send(RawClient.response(invocation, AisStatus.OK.value()).build());
        } catch (IOException e) {
            assertClosed(e); // The agent may be faster in closing.
        }

        failsAs(ErrorSource.CSI_SET_TIMEOUT);
        assertThat(rig.leader.reportsTo(AgentRig.LEADER).stream()
                        .filter(report -> report instanceof Event.OrderAnswered answered
                                && answered.order().equals(set)))
                .hasSize(1);
    }

    @Test
    @DisplayName("who closes the connection in the middle of a frame has failed")
    void closesInTheMiddle() throws IOException {
        badClient.announce(100);
        badClient.sendBytes(new byte[10]);
        badClient.close();

        failsAs(ErrorSource.CONNECTION_LOST);
        assertThat(rig.report(bad, Event.ComponentFailed.class).detail()).contains("in the middle of a frame");
    }

    @Test
    @DisplayName("who sends garbage has failed")
    void sendsGarbage() throws IOException {
        badClient.sendBytes(("GET / HTTP/1.1\r\nHost: " + "x".repeat(200)).getBytes(StandardCharsets.US_ASCII));

        failsAs(ErrorSource.PROTOCOL_ERROR);
    }

    @Test
    @DisplayName("who announces a frame beyond the limit has failed; nothing of that size is awaited")
    void announcesTooMuch() throws IOException {
        badClient.announce(FrameDecoder.FRAME_BYTES_MAX + 1);

        failsAs(ErrorSource.PROTOCOL_ERROR);
    }

    @Test
    @DisplayName("who asks and never reads the answers loses the session when too much waits")
    void neverReads() throws IOException {
        ToAgent ask = ToAgent.newBuilder()
                .setRequest(1)
                .setHaStateGet(HaStateGet.newBuilder().setCsi("safCsi=" + "x".repeat(100)))
                .build();
        try {
            for (int i = 0; i < 2_000_000; i++) {
                badClient.send(ask);
            }
        } catch (IOException e) {
            assertClosed(e);
        }

        failsAs(ErrorSource.PROTOCOL_ERROR);
    }

    @Test
    @DisplayName("an invalid value is refused, not punished")
    void invalidValues() throws IOException {
        int status = badClient.ask(
                ToAgent.newBuilder().setHaStateGet(HaStateGet.newBuilder().setCsi("no name")));

        assertThat(status).isEqualTo(AisStatus.ERR_INVALID_PARAM.value());
        assertThat(bad.cleanups()).isZero();
    }

    @Test
    @DisplayName("a request before Hello ends the connection and harms nobody")
    void noHello() throws IOException {
        try (RawClient stranger = rig.client()) {
            stranger.send(ToAgent.newBuilder()
                    .setRequest(1)
                    .setHaStateGet(HaStateGet.newBuilder().setCsi("safCsi=1"))
                    .build());

            stranger.awaitEnd();
        }
        theOtherWorks();
    }

    @Test
    @DisplayName("a process of another user may not speak for a component, which is logged with the component's name")
    void otherUser() throws IOException {
        Path somebody = rig.folder;
        var nobody = somebody.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        try (AgentRig other = AgentRig.start(new Peers(nobody));
                RawClient client = other.client()) {
            assertThat(client.hello(bad.dn().toString())).isEqualTo(AisStatus.ERR_ACCESS_DENIED.value());

            client.awaitEnd();
        }
        assertThat(log.lines()).anyMatch(line -> line.contains(bad.dn().toString()) && line.contains("was refused"));
    }
}
