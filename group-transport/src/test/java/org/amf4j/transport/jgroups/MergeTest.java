package org.amf4j.transport.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.protocols.pbcast.GMS;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two members that still count a third as theirs merge with it while it sees itself alone, as after a pause. */
final class MergeTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final Map<String, ChannelConfig.Endpoint> members = JGroupsChannelTest.endpoints(NAMES);
    private Member a;
    private Member b;
    private Member c;

    @BeforeEach
    void open() throws Exception {
        a = new Member("a");
        b = new Member("b");
        c = new Member("c");
        await().atMost(LIMIT).until(() -> a.sees(3) && b.sees(3) && c.sees(3));
    }

    @AfterEach
    void close() {
        List.of(c, b, a).forEach(member -> member.channel.close());
    }

    @Test
    @DisplayName("who installs a merged view goes on hearing the member that told it to, and does not suspect it")
    void merges() throws Exception {
        View whole = a.channel.getView();
        Address self = a.channel.getAddress();

        a.gms().installView(new View(self, whole.getViewId().getId() + 1, List.of(self)));
        assertThat(a.channel.getView().size()).isEqualTo(1);
        await().atMost(LIMIT).until(() -> a.sees(3));
        for (Member other : List.of(b, c)) {
            a.channel.send(new ObjectMessage(other.channel.getAddress(), "merged"));
        }

        await().atMost(LIMIT).until(() -> b.heard.contains("merged") && c.heard.contains("merged"));
        for (Member other : List.of(b, c)) {
            assertThat(other.views.subList(other.views.indexOf(whole), other.views.size()))
                    .as("views of " + other.channel.getName())
                    .allMatch(view -> view.containsMember(self));
        }
    }

    private final class Member implements Receiver {

        final JChannel channel;
        final List<View> views = new CopyOnWriteArrayList<>();
        final List<Object> heard = new CopyOnWriteArrayList<>();

        Member(String name) throws Exception {
            ChannelConfig config = new ChannelConfig("merge", name, members, ChannelConfig.Detection.DEFAULT);
            channel = new JChannel(new ProtocolStack(config, Optional.empty()).protocols());
            channel.setName(name);
            channel.setReceiver(this);
            channel.connect("merge");
        }

        GMS gms() {
            return channel.getProtocolStack().findProtocol(GMS.class);
        }

        boolean sees(int size) {
            return channel.getView() != null && channel.getView().size() == size;
        }

        @Override
        public void viewAccepted(View view) {
            views.add(view);
        }

        @Override
        public void receive(Message message) {
            heard.add(message.getObject());
        }
    }
}
