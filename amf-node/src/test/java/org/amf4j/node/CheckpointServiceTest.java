package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.checkpoint.Attributes;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.amf4j.protocol.checkpoint.Create;
import org.amf4j.protocol.checkpoint.Delete;
import org.amf4j.protocol.checkpoint.Element;
import org.amf4j.protocol.checkpoint.Follow;
import org.amf4j.protocol.checkpoint.Open;
import org.amf4j.protocol.checkpoint.Overwrite;
import org.amf4j.protocol.checkpoint.Part;
import org.amf4j.protocol.checkpoint.Read;
import org.amf4j.protocol.checkpoint.Sections;
import org.amf4j.protocol.checkpoint.SetExpiration;
import org.amf4j.protocol.checkpoint.SetRetention;
import org.amf4j.protocol.checkpoint.Status;
import org.amf4j.protocol.checkpoint.Synchronize;
import org.amf4j.protocol.checkpoint.Write;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The checkpoint service on its sockets")
@Timeout(60)
class CheckpointServiceTest {

    private static final String NAME = "safCkpt=c,safApp=test";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int READ_WRITE_CREATE = 7;
    private static final int ALL_REPLICAS = 1;
    private static final int MEBI = 1 << 20;

    private Path folder;
    private CheckpointRig rig;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createTempDirectory("ckpt");
        rig = new CheckpointRig(folder, List.of("n1", "n2"));
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(rig.problems()).isEmpty();
    }

    /** A process at a node's socket. */
    private final class Client implements AutoCloseable {
        private final RawClient socket;
        private long last;
        private long handle;

        Client(String node) throws IOException {
            socket = new RawClient(rig.socket(node));
        }

        long send(CheckpointRequest.Builder request) throws IOException {
            socket.send(request.setRequest(++last)
                    .setHandle(handle)
                    .setTimeoutNanos(LIMIT.toNanos())
                    .build());
            return last;
        }

        CheckpointReply read() throws IOException {
            return socket.read(CheckpointReply.parser());
        }

        CheckpointReply ask(CheckpointRequest.Builder request) throws IOException {
            long number = send(request);
            CheckpointReply reply = read();
            assertThat(reply.getRequest()).isEqualTo(number);
            return reply;
        }

        AisStatus status(CheckpointRequest.Builder request) throws IOException {
            return AisStatus.of(ask(request).getStatus());
        }

        Client open(Attributes attributes) throws IOException {
            CheckpointReply reply = ask(CheckpointRequest.newBuilder()
                    .setOpen(Open.newBuilder()
                            .setName(NAME)
                            .setFlags(READ_WRITE_CREATE)
                            .setAttributes(attributes)));
            assertThat(AisStatus.of(reply.getStatus())).as(reply.getText()).isEqualTo(AisStatus.OK);
            handle = reply.getHandle();
            return this;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Attributes attributes(int sections, int bytes, long retentionNanos) {
        return Attributes.newBuilder()
                .setCreationFlags(ALL_REPLICAS)
                .setReplicas(2)
                .setSizeMax((long) sections * bytes)
                .setRetentionNanos(retentionNanos)
                .setSectionsMax(sections)
                .setSectionBytesMax(bytes)
                .setSectionIdBytesMax(16)
                .build();
    }

    private static ByteString text(String text) {
        return ByteString.copyFrom(text, StandardCharsets.US_ASCII);
    }

    private static CheckpointRequest.Builder create(String section, String data) {
        return CheckpointRequest.newBuilder()
                .setCreate(Create.newBuilder()
                        .setSection(text(section))
                        .setExpirationNanos(Long.MAX_VALUE)
                        .setData(text(data)));
    }

    private static CheckpointRequest.Builder overwrite(String section, ByteString data) {
        return CheckpointRequest.newBuilder()
                .setOverwrite(Overwrite.newBuilder().setSection(text(section)).setData(data));
    }

    private static CheckpointRequest.Builder read(String section) {
        return CheckpointRequest.newBuilder()
                .setRead(Read.newBuilder().addParts(Part.newBuilder().setSection(text(section))));
    }

    @Test
    @DisplayName("what one process does to sections, one of another node reads, with all that is to be known of it")
    void requests() throws IOException {
        try (Client one = new Client("n1").open(attributes(4, 100, Long.MAX_VALUE));
                Client two = new Client("n2").open(attributes(4, 100, Long.MAX_VALUE))) {
            assertThat(one.status(create("a", "alpha"))).isEqualTo(AisStatus.OK);
            assertThat(one.status(create("b", "beta"))).isEqualTo(AisStatus.OK);
            CheckpointReply made = one.ask(create("", "gamma"));
            assertThat(made.getSection().isEmpty()).isFalse();
            assertThat(one.status(CheckpointRequest.newBuilder()
                            .setWrite(Write.newBuilder()
                                    .addElements(Element.newBuilder()
                                            .setSection(text("a"))
                                            .setOffset(5)
                                            .setData(text("bet")))
                                    .addElements(Element.newBuilder()
                                            .setSection(text("b"))
                                            .setData(text("B"))))))
                    .isEqualTo(AisStatus.OK);

            CheckpointReply found = two.ask(CheckpointRequest.newBuilder()
                    .setRead(Read.newBuilder()
                            .addParts(Part.newBuilder().setSection(text("a")))
                            .addParts(Part.newBuilder()
                                    .setSection(text("b"))
                                    .setOffset(1)
                                    .setLength(2))
                            .addParts(Part.newBuilder().setSection(made.getSection()))));
            assertThat(found.getContents().getDataList()).containsExactly(text("alphabet"), text("et"), text("gamma"));

            assertThat(one.status(CheckpointRequest.newBuilder()
                            .setDelete(Delete.newBuilder().setSection(text("b")))))
                    .isEqualTo(AisStatus.OK);
            assertThat(one.status(CheckpointRequest.newBuilder()
                            .setSetExpiration(SetExpiration.newBuilder()
                                    .setSection(text("a"))
                                    .setExpirationNanos(Long.MAX_VALUE - 1))))
                    .isEqualTo(AisStatus.OK);
            CheckpointReply listed = two.ask(CheckpointRequest.newBuilder()
                    .setSections(Sections.newBuilder().setFilter(5).setMost(10)));
            assertThat(listed.getDescriptors().getSectionsList())
                    .anySatisfy(s -> {
                        assertThat(s.getId()).isEqualTo(text("a"));
                        assertThat(s.getSize()).isEqualTo(8);
                        assertThat(s.getState()).isEqualTo(1);
                        assertThat(s.getExpirationNanos()).isEqualTo(Long.MAX_VALUE - 1);
                        assertThat(s.getLastUpdateNanos()).isPositive();
                    })
                    .hasSize(2);

            CheckpointReply stands = two.ask(CheckpointRequest.newBuilder().setStatus(Status.getDefaultInstance()));
            assertThat(stands.getStanding().getSections()).isEqualTo(2);
            assertThat(stands.getStanding().getUsedBytes()).isEqualTo(13);
            assertThat(stands.getStanding().getReplicasList()).containsExactlyInAnyOrder("n1", "n2");
            assertThat(stands.getStanding().getAttributes()).isEqualTo(attributes(4, 100, Long.MAX_VALUE));
            assertThat(rig.meters("n1").counter("amf.checkpoint.calls").count()).isGreaterThanOrEqualTo(7);
            assertThat(rig.meters("n1").counter("amf.checkpoint.writes").count())
                    .isEqualTo(6);
            assertThat(rig.meters("n1").timer("amf.checkpoint.latency").count()).isGreaterThanOrEqualTo(6);
            assertThat(rig.meters("n1").get("amf.checkpoint.replicas").gauge().value())
                    .isEqualTo(1);
            assertThat(rig.meters("n1").get("amf.checkpoint.lag").gauge().value())
                    .isZero();
        }
    }

    @Test
    @DisplayName("who follows a checkpoint is told of what others change, and not of what it changes itself")
    void changes() throws IOException {
        try (Client writer = new Client("n1").open(attributes(4, 100, Long.MAX_VALUE));
                Client follower = new Client("n2").open(attributes(4, 100, Long.MAX_VALUE))) {
            assertThat(follower.status(CheckpointRequest.newBuilder()
                            .setFollow(Follow.newBuilder().setWanted(true))))
                    .isEqualTo(AisStatus.OK);
            assertThat(follower.status(create("own", "x"))).isEqualTo(AisStatus.OK);
            assertThat(writer.status(create("a", "alpha"))).isEqualTo(AisStatus.OK);

            CheckpointReply told = follower.read();

            assertThat(told.getRequest()).isZero();
            assertThat(told.getChanged().getChanges(0).getKind()).isEqualTo(1);
            assertThat(told.getChanged().getChanges(0).getSection()).isEqualTo(text("a"));
            assertThat(told.getChanged().getChanges(0).getSize()).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("what cannot be is refused with a status and a reason, and the connection goes on")
    void refusals() throws IOException {
        try (Client client = new Client("n1").open(attributes(4, 100, Long.MAX_VALUE))) {
            assertThat(client.ask(CheckpointRequest.newBuilder()).getText()).contains("unknown kind");
            assertThat(client.ask(CheckpointRequest.newBuilder()
                                    .setSections(Sections.newBuilder().setFilter(9)))
                            .getText())
                    .contains("filter 9");
            assertThat(client.status(CheckpointRequest.newBuilder()
                            .setOpen(Open.newBuilder()
                                    .setName(NAME)
                                    .setFlags(READ_WRITE_CREATE)
                                    .setAttributes(Attributes.newBuilder().setCreationFlags(3)))))
                    .isEqualTo(AisStatus.ERR_INVALID_PARAM);
            assertThat(client.status(read("missing"))).isEqualTo(AisStatus.ERR_NOT_EXIST);
            assertThat(client.status(CheckpointRequest.newBuilder().setSynchronize(Synchronize.getDefaultInstance())))
                    .isEqualTo(AisStatus.ERR_BAD_OPERATION);
            assertThat(client.status(CheckpointRequest.newBuilder()
                            .setSetRetention(SetRetention.newBuilder().setNanos(-1))))
                    .isEqualTo(AisStatus.ERR_INVALID_PARAM);
            client.handle = 999;
            assertThat(client.status(read("a"))).isEqualTo(AisStatus.ERR_BAD_HANDLE);
        }
    }

    @Test
    @DisplayName("answers that the process cannot take at once come whole and in order, between small ones")
    void longAnswers() throws IOException {
        byte[] data = new byte[MEBI];
        for (int i = 0; i < MEBI; i++) {
            data[i] = (byte) (i * 31);
        }
        try (Client client = new Client("n1").open(attributes(2, MEBI, Long.MAX_VALUE))) {
            assertThat(client.status(create("a", ""))).isEqualTo(AisStatus.OK);
            assertThat(client.status(create("s", "small"))).isEqualTo(AisStatus.OK);
            assertThat(client.status(overwrite("a", ByteString.copyFrom(data)))).isEqualTo(AisStatus.OK);
            for (int i = 0; i < 3; i++) {
                client.send(read("a"));
                client.send(read("s"));
            }
            for (int i = 0; i < 3; i++) {
                assertThat(client.read().getContents().getData(0).toByteArray()).isEqualTo(data);
                assertThat(client.read().getContents().getData(0)).isEqualTo(text("small"));
            }
        }
    }

    @Test
    @DisplayName("a process that does not read its answers is let go, and others are served")
    void deafProcess() throws IOException {
        try (Client deaf = new Client("n1").open(attributes(2, MEBI, Long.MAX_VALUE));
                Client other = new Client("n1").open(attributes(2, MEBI, Long.MAX_VALUE))) {
            assertThat(other.status(create("a", ""))).isEqualTo(AisStatus.OK);
            assertThat(other.status(overwrite("a", ByteString.copyFrom(new byte[MEBI]))))
                    .isEqualTo(AisStatus.OK);
            for (int i = 0; i < 20; i++) {
                deaf.send(read("a"));
            }
            assertThatThrownBy(() -> {
                        while (true) {
                            deaf.read();
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(other.status(read("a"))).isEqualTo(AisStatus.OK);
        }
    }

    @Test
    @DisplayName("when a process is gone, what it had open is closed")
    void goneProcess() throws IOException {
        Client first = new Client("n1").open(attributes(2, 100, 0));
        assertThat(first.status(create("a", "alpha"))).isEqualTo(AisStatus.OK);
        first.close();

        try (Client second = new Client("n2")) {
            await("the checkpoint without retention is gone").atMost(LIMIT).until(() -> {
                CheckpointReply reply = second.ask(CheckpointRequest.newBuilder()
                        .setOpen(Open.newBuilder().setName(NAME).setFlags(1)));
                return AisStatus.of(reply.getStatus()) == AisStatus.ERR_NOT_EXIST;
            });
        }
    }
}
