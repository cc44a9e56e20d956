package org.amf4j.transport.jgroups;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
