package org.amf4j.transport.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Messages that go out in the thread that sends them, and those that must not. */
final class PromptBundlerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Map<String, ChannelConfig.Endpoint> members = JGroupsChannelTest.endpoints(List.of("a", "b"));
    private final List<JChannel> open = new ArrayList<>();
    private final List<String> arrived = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        open.reversed().forEach(JChannel::close);
    }

    private JChannel open(String name) throws Exception {
        ChannelConfig config = new ChannelConfig("prompt", name, members, ChannelConfig.Detection.DEFAULT);
        JChannel channel = new JChannel(new ProtocolStack(config, Optional.empty()).protocols());
        channel.setName(name);
        channel.setReceiver(new Receiver() {
            @Override
            public void receive(Message message) {
                byte[] bytes = message.getArray();
                arrived.add(name + bytes.length + ":" + bytes[0]);
            }
        });
        open.add(channel);
        channel.connect("prompt");
        return channel;
    }

    @Test
    @DisplayName(
            "short and long messages, from several threads, more than the peer answers: all arrive, in their order")
    void allArrive() throws Exception {
        JChannel a = open("a");
        JChannel b = open("b");
        await().atMost(LIMIT).until(() -> a.getView().size() == 2 && b.getView().size() == 2);
        Address to = b.getAddress();

        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[i % 10 == 9 ? 3 * PromptBundler.PROMPT_BYTES_MAX : 10];
            bytes[0] = (byte) i;
            a.send(new BytesMessage(to, bytes));
        }

        await().atMost(LIMIT).until(() -> arrived.size() == 100);
        for (int i = 0; i < 100; i++) {
            assertThat(arrived.get(i)).endsWith(":" + i);
        }
    }
}
