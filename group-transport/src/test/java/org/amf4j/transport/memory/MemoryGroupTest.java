package org.amf4j.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.GroupChannelContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MemoryGroupTest extends GroupChannelContract {

    private final MemoryGroup group = new MemoryGroup();

    @Override
    protected GroupChannel channel(String member) {
        return group.channel(member);
    }

    @AfterEach
    void closeGroup() {
        group.close();
    }

    @Test
    @DisplayName("the sides of a split do not hear each other until they merge")
    void splitAndMerge() throws IOException {
        Recorder a = open("a");
        Recorder b = open("b");
        Recorder c = open("c");
        awaitView(ALL, a, b, c);

        group.split(List.of(Set.of("a"), Set.of("b", "c")));
        awaitView(List.of("a"), a);
        awaitView(List.of("b", "c"), b, c);
        a.send("b", "lost");
        group.merge();
        awaitView(ALL, a, b, c);
        a.send("b", "kept");

        b.awaitMessages("a:kept");
    }

    @Test
    @DisplayName("a crashed member is not called again")
    void crash() throws IOException {
        Recorder a = open("a");
        Recorder b = open("b");
        awaitView(List.of("a", "b"), a, b);

        group.crash("b");
        awaitView(List.of("a"), a);
        a.send("b", "lost");
        a.send("a", "kept");

        a.awaitMessages("a:kept");
        assertThat(b.view()).isEqualTo(List.of("a", "b"));
        assertThat(b.messages()).isEmpty();
    }
}
