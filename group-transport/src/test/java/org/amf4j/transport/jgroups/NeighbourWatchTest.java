package org.amf4j.transport.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jgroups.JChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A neighbour whose port for failure detection does not answer, as behind a firewall. */
final class NeighbourWatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final Map<String, ChannelConfig.Endpoint> members = JGroupsChannelTest.endpoints(NAMES);
    private final Map<String, JChannel> channels = new LinkedHashMap<>();

    @AfterEach
    void close() {
        List<JChannel> open = new ArrayList<>(channels.values());
        open.reversed().forEach(JChannel::close);
    }

    @Test
    @DisplayName("it is passed over, not suspected: the next one is watched, and nobody leaves a view")
    void passedOver() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, ChannelConfig.Endpoint> asSeen = new TreeMap<>(members);
            asSeen.put("b", new ChannelConfig.Endpoint(members.get("b").address(), silent.getLocalPort()));
            open("a", asSeen);
            open("b", members);
            open("c", asSeen);

            await("all see each other")
                    .atMost(LIMIT)
                    .until(() -> channels.values().stream()
                            .allMatch(channel -> channel.getView().size() == NAMES.size()));
            await("a has passed b over")
                    .atMost(LIMIT)
                    .until(() -> watch("a").getPingDest().matches("c .*CONNECTED]"));

            assertThat(channels.keySet())
                    .allSatisfy(name -> assertThat(watch(name).printSuspectHistory())
                            .as("whom " + name + " has suspected")
                            .isEmpty());
        }
    }

    private void open(String name, Map<String, ChannelConfig.Endpoint> asSeen) throws Exception {
        ChannelConfig config = new ChannelConfig("neighbours", name, asSeen, ChannelConfig.Detection.DEFAULT);
        JChannel channel = new JChannel(new ProtocolStack(config, Optional.empty()).protocols());
        channel.setName(name);
        channels.put(name, channel);
        channel.connect("neighbours");
    }

    private NeighbourWatch watch(String name) {
        return channels.get(name).getProtocolStack().findProtocol(NeighbourWatch.class);
    }
}
