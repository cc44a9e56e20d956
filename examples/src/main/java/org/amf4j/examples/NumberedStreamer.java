package org.amf4j.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.Health;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.Removal;
import org.amf4j.api.amf.SessionOptions;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.SectionFilter;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionRead;

/**
 * An SA-aware component with state: while it is active it sends numbered lines ({@link NumberedStream}), and every number
 * is in a checkpoint on the nodes of both components before a client can see it. So when the active one is killed, the
 * standby goes on with the very next number.
 *
 * <p>The checkpoint is opened at the start: the replica of this node is filled then, and to become active takes a read of
 * this node's memory.
 */
public final class NumberedStreamer {

    private static final String CHECKPOINT = "safCkpt=numbers,safApp=numbers";
    private static final int COMPONENTS_MAX = 16;
    private static final int ID_BYTES_MAX = 200;
    private static final int NUMBER_BYTES_MAX = 20;

    private NumberedStreamer() {}

    /** Runs the component that AMF started this process for, until AMF terminates it. */
    public static void main(String[] arguments) throws InterruptedException {
        try (Checkpoints checkpoints = Checkpoints.open();
                Checkpoint numbers = checkpoints
                        .checkpoint(CHECKPOINT)
                        .collocated()
                        .sections(COMPONENTS_MAX)
                        .sectionBytes(NUMBER_BYTES_MAX)
                        .sectionIdBytes(ID_BYTES_MAX)
                        .open();
                AmfSession amf = Availability.open(SessionOptions.fromEnvironment(System.getenv()))) {
            String name = amf.component().toString();
            try (NumberedStream stream = new NumberedStream(name, new Kept(numbers, name))) {
                amf.register(new Roles(stream));
                amf.awaitTermination();
            }
        }
    }

    /**
     * The last number, in a checkpoint with a section for each component; the largest one counts. Each writes only its own
     * section, so that a last write of one that was killed cannot undo what the next one has written since.
     */
    private static final class Kept implements NumberedStream.Position {

        private static final int ATTEMPTS_MAX = 5;

        private final Checkpoint numbers;
        private final SectionId own;

        Kept(Checkpoint numbers, String component) {
            this.numbers = numbers;
            this.own = SectionId.of(component);
            try {
                numbers.create(own, bytes(0));
            } catch (AisException e) {
                if (e.status() != AisStatus.ERR_EXIST) {
                    throw e; // else it is that of this component's former process
                }
            }
        }

        private static byte[] bytes(long number) {
            return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public long read() throws IOException {
            try {
                List<SectionRead> all = numbers.sections(SectionFilter.ANY).stream()
                        .map(section -> new SectionRead(section.id(), 0, SectionRead.TO_END))
                        .toList();
                return numbers.read(all).stream()
                        .mapToLong(text -> Long.parseLong(new String(text, StandardCharsets.US_ASCII)))
                        .max()
                        .orElse(0);
            } catch (AisException e) {
                throw new IOException("the last number cannot be read: " + e.getMessage(), e);
            }
        }

        @Override
        public void keep(long number) throws IOException {
            for (int attempt = 1; ; attempt++) {
                try {
                    numbers.overwrite(own, bytes(number));
                    return;
                } catch (AisException e) {
                    boolean mayPass = e.status() == AisStatus.ERR_TRY_AGAIN || e.status() == AisStatus.ERR_TIMEOUT;
                    if (!mayPass || attempt == ATTEMPTS_MAX) {
                        throw new IOException("number " + number + " cannot be kept: " + e.getMessage(), e);
                    } // else again: to keep the same number twice does no harm
                }
            }
        }
    }

    private static final class Roles extends ComponentAdapter {

        private final NumberedStream stream;

        Roles(NumberedStream stream) {
            this.stream = stream;
        }

        @Override
        public void active(Assignment assignment) {
            int port = Integer.parseInt(assignment.attribute("port"));
            Duration period = Duration.ofMillis(Long.parseLong(assignment.attribute("period")));
            try {
                stream.start(port, period);
            } catch (IOException e) {
                throw new UncheckedIOException("port " + port + ": " + e.getMessage(), e);
            }
            assignment.done();
        }

        @Override
        public void standby(Assignment assignment) {
            stream.stop();
            assignment.done();
        }

        @Override
        public void quiesced(Assignment assignment) {
            stream.stop();
            assignment.done();
        }

        @Override
        public void removed(Removal removal) {
            stream.stop();
            removal.done();
        }

        @Override
        public Health check() {
            return stream.isWell()
                    ? Health.ok()
                    : Health.failed(RecommendedRecovery.COMPONENT_FAILOVER, "numbers are not kept any more");
        }
    }
}
