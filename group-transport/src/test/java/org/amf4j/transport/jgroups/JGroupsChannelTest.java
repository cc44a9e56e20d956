package org.amf4j.transport.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amf4j.transport.FreePorts;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.GroupChannelContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class JGroupsChannelTest extends GroupChannelContract {

    private static final ChannelConfig.Detection QUICK_START = new ChannelConfig.Detection(1_000, 200, 100, 150, 600);

    private final Map<String, ChannelConfig.Endpoint> members = endpoints(ALL);

    static Map<String, ChannelConfig.Endpoint> endpoints(List<String> names) {
        List<Integer> ports = FreePorts.take(2 * names.size());
        Map<String, ChannelConfig.Endpoint> endpoints = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            endpoints.put(
                    names.get(i),
                    new ChannelConfig.Endpoint(FreePorts.loopback(ports.get(2 * i)), ports.get(2 * i + 1)));
        }
        return endpoints;
    }

    @Override
    protected GroupChannel channel(String member) {
        return new JGroupsChannel(new ChannelConfig("contract", member, members, QUICK_START));
    }

    @Test
    @DisplayName("an address that is taken is named with a remedy")
    void addressTaken() throws IOException {
        open("a");

        GroupChannel second = channel("a");

        assertThatThrownBy(() -> second.open(new Recorder(second) {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("member a cannot join")
                .hasMessageContaining("ports are free");
    }

    /** Takes what begins with "now" where it is read, and breaks at "break". */
    private static final class Taker extends Recorder {
        private final List<String> taken = new CopyOnWriteArrayList<>();

        Taker(GroupChannel channel) {
            super(channel);
        }

        @Override
        public boolean offered(String sender, byte[] message) {
            String text = new String(message, StandardCharsets.UTF_8);
            if (text.equals("break")) {
                throw new IllegalStateException("broken");
            }
            return text.startsWith("now") && taken.add(sender + ":" + text);
        }
    }

    @Test
    @DisplayName(
            "what a listener takes where it is read comes once and in order, the rest in its turn; a throw ends the"
                    + " channel")
    void offered() throws IOException {
        Recorder a = open("a");
        Taker b = new Taker(channel("b"));
        try (GroupChannel channel = b.channel) {
            channel.open(b);
            awaitView(List.of("a", "b"), a, b);
            List<String> wanted = new ArrayList<>();
            for (int number = 0; number < 500; number++) {
                a.send("b", "now " + number);
                wanted.add("a:now " + number);
            }
            a.send("b", "later");
            b.awaitMessages("a:later");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(b.taken).containsExactlyElementsOf(wanted));

            a.send("b", "break");

            awaitView(List.of("a"), a);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(b.failure())
                            .hasValueSatisfying(reason -> assertThat(reason).contains("broken")));
        }
    }

    @Test
    @DisplayName("a configuration without the own name, with an open address or with one port for two uses is refused")
    void badConfiguration() {
        assertThatThrownBy(() -> new ChannelConfig("group", "z", members, QUICK_START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("z");
        assertThatThrownBy(() -> new ChannelConfig.Endpoint(new java.net.InetSocketAddress("0.0.0.0", 7800), 7801))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("literal address");
        assertThatThrownBy(() -> new ChannelConfig.Endpoint(FreePorts.loopback(7800), 7800))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("failure detection port");
        assertThatThrownBy(() -> new ChannelConfig.Detection(1_000, 500, 100, 500, 600))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than twice");
    }
}
