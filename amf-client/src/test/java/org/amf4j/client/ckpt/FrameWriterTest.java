package org.amf4j.client.ckpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Frames on their way to the service")
class FrameWriterTest {

    /** Takes some bytes at a time, and so many in all. */
    private static final class NarrowChannel implements WritableByteChannel {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int atOnce;
        private final int inAll;

        NarrowChannel(int atOnce, int inAll) {
            this.atOnce = atOnce;
            this.inAll = inAll;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = Math.min(Math.min(atOnce, bytes.remaining()), inAll - taken.size());
            if (count == 0) {
                throw new IOException("broken pipe");
            }
            byte[] some = new byte[count];
            bytes.get(some);
            taken.writeBytes(some);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static CheckpointRequest frame(long number, int bytes) {
        return Requests.overwrite(SectionId.of("s"), new byte[bytes])
                .setRequest(number)
                .build();
    }

    private static List<CheckpointRequest> read(NarrowChannel channel) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(channel.taken.toByteArray());
        List<CheckpointRequest> found = new ArrayList<>();
        for (CheckpointRequest each = CheckpointRequest.parseDelimitedFrom(in);
                each != null;
                each = CheckpointRequest.parseDelimitedFrom(in)) {
            found.add(each);
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700, 100_000})
    @DisplayName("arrive as they are, however little the channel takes at a time, and however long they are")
    void whole(int atOnce) throws IOException {
        NarrowChannel channel = new NarrowChannel(atOnce, Integer.MAX_VALUE);
        FrameWriter writer = new FrameWriter(channel);
        List<CheckpointRequest> frames = List.of(frame(1, 1_000), frame(2, 0), frame(3, atOnce == 1 ? 500 : 90_000));

        writer.write(frames);
        writer.write(List.of(frame(4, 10)));

        assertThat(read(channel))
                .startsWith(frames.toArray(CheckpointRequest[]::new))
                .endsWith(frame(4, 10));
        assertThat(writer.whole()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "-1, 0", "0, 1", "1, 1", "-1, 2"})
    @DisplayName("those that are out to their last byte are known when the channel breaks")
    void breaks(int more, int wholeOnes) throws IOException {
        List<CheckpointRequest> frames = List.of(frame(1, 300), frame(2, 300), frame(3, 300));
        NarrowChannel measure = new NarrowChannel(Integer.MAX_VALUE, Integer.MAX_VALUE);
        new FrameWriter(measure).write(frames);
        int each = measure.taken.size() / frames.size();
        // With one byte less, the last one that should be whole is not.
        int out = wholeOnes * each + (more < 0 ? each + more : more);
        FrameWriter writer = new FrameWriter(new NarrowChannel(Integer.MAX_VALUE, out));

        assertThatThrownBy(() -> writer.write(frames)).isInstanceOf(IOException.class);

        assertThat(writer.whole()).isEqualTo(wholeOnes);
    }
}
