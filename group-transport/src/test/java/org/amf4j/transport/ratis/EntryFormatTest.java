package org.amf4j.transport.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EntryFormatTest {

    @Test
    @DisplayName("timestamp and payload come back as they went in")
    void roundTrip() {
        ByteString bytes = EntryFormat.encode(Long.MAX_VALUE, ByteString.copyFromUtf8("payload"));

        EntryFormat entry = EntryFormat.decode(bytes);

        assertThat(entry.timestampNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(entry.payload()).asString().isEqualTo("payload");
    }

    @Test
    @DisplayName("an entry of another version or without a header is refused with a remedy")
    void otherVersion() {
        assertThatThrownBy(() -> EntryFormat.decode(ByteString.copyFrom(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 0})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("start that version");
        assertThatThrownBy(() -> EntryFormat.decode(ByteString.EMPTY)).hasMessageContaining("none");
    }
}
