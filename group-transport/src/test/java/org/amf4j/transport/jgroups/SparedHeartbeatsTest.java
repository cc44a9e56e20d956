package org.amf4j.transport.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.Event;
import org.jgroups.Message;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FailureDetection;
import org.jgroups.stack.Protocol;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who gets a heartbeat: whoever was sent nothing since the last one. */
final class SparedHeartbeatsTest {

    private static final short DETECTOR = ClassConfigurator.getProtocolId(FD_ALL3.class);

    private final Address self = UUID.randomUUID();
    private final Address b = UUID.randomUUID();
    private final Address c = UUID.randomUUID();
    private final List<Address> beats = new ArrayList<>();
    private final SparedHeartbeats heartbeats = new SparedHeartbeats();

    @BeforeEach
    void between() {
        heartbeats.setDownProtocol(new Protocol() {
            @Override
            public Object down(Event event) {
                return null;
            }

            @Override
            public Object down(Message message) {
                if (message.getHeader(DETECTOR) != null) {
                    beats.add(message.dest());
                }
                return null;
            }
        });
        heartbeats.setAddress(self);
        heartbeats.down(new Event(Event.VIEW_CHANGE, View.create(self, 1, self, b, c)));
    }

    private void tick() {
        beats.clear();
        heartbeats.down(new EmptyMessage(null).putHeader(DETECTOR, new FailureDetection.HeartbeatHeader()));
    }

    @Test
    @DisplayName("everybody else when nothing was sent, and nobody at the address of all")
    void silent() {
        tick();

        assertThat(beats).containsExactly(b, c);
    }

    @Test
    @DisplayName("not those who were sent a message, for this one time")
    void spared() {
        heartbeats.down(new BytesMessage(b, new byte[1]));

        tick();
        assertThat(beats).containsExactly(c);

        tick();
        assertThat(beats).containsExactly(b, c);
    }

    @Test
    @DisplayName("nobody after a message to all")
    void toAll() {
        heartbeats.down(new BytesMessage(null, new byte[1]));

        tick();

        assertThat(beats).isEmpty();
    }

    @Test
    @DisplayName("a member that has come back under its old address is not spared for what was sent before it left")
    void left() {
        heartbeats.down(new BytesMessage(b, new byte[1]));
        heartbeats.down(new Event(Event.VIEW_CHANGE, View.create(self, 2, self, c)));
        heartbeats.down(new Event(Event.VIEW_CHANGE, View.create(self, 3, self, b, c)));

        tick();

        assertThat(beats).containsExactly(b, c);
    }
}
