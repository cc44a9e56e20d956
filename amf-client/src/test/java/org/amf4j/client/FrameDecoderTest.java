package org.amf4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToComponent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Frames")
class FrameDecoderTest {

    private static ToComponent frame(int number, int textLength) {
        return ToComponent.newBuilder()
                .setResult(Result.newBuilder().setRequest(number).setText("x".repeat(textLength)))
                .build();
    }

    private static List<ToComponent> decode(byte[] bytes, int chunk) throws IOException {
        FrameDecoder decoder = new FrameDecoder();
        List<ToComponent> frames = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            var space = decoder.space();
            int count = Math.min(Math.min(chunk, bytes.length - at), space.remaining());
            space.put(bytes, at, count);
            at += count;
            decoder.drain(frames::add);
        }
        return frames;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 127, 1000, 1_000_000})
    @DisplayName("are cut out of whatever pieces arrive")
    void pieces(int chunk) throws IOException {
        List<ToComponent> sent = new ArrayList<>();
        var output = new ByteArrayOutputStream();
        for (int length : new int[] {0, 1, 120, 127, 128, 129, 5_000, 20_000, 0, 40_000}) {
            sent.add(frame(sent.size() + 1, length));
            sent.get(sent.size() - 1).writeDelimitedTo(output);
        }

        assertThat(decode(output.toByteArray(), chunk)).isEqualTo(sent);
    }

    @Test
    @DisplayName("of no bytes are empty messages")
    void empty() throws IOException {
        assertThat(decode(new byte[] {0, 0}, 2))
                .containsExactly(ToComponent.getDefaultInstance(), ToComponent.getDefaultInstance());
    }

    @Test
    @DisplayName("with a length beyond the limit, or that never ends, are refused")
    void tooLarge() {
        byte[] large = {(byte) 0x81, (byte) 0x80, (byte) 0x80, 0x02};
        byte[] endless = {-1, -1, -1, -1, -1, -1};

        assertThatThrownBy(() -> decode(large, 10)).hasMessageContaining("larger than");
        assertThatThrownBy(() -> decode(endless, 10)).hasMessageContaining("larger than");
    }

    @Test
    @DisplayName("of exactly the limit are accepted")
    void limit() throws IOException {
        int overhead = frame(1, 3_000_000).getSerializedSize() - 3_000_000;
        ToComponent frame = frame(1, FrameDecoder.FRAME_BYTES_MAX - overhead);
        var output = new ByteArrayOutputStream();
        frame.writeDelimitedTo(output);

        assertThat(frame.getSerializedSize()).isEqualTo(FrameDecoder.FRAME_BYTES_MAX);
        assertThat(decode(output.toByteArray(), 65_536)).containsExactly(frame);
    }
}
