package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupChange;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.TrackFlag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("AMF-045")
final class ProtectionGroupTest {

    private static final GroupMember ACTIVE = new GroupMember(Dn.of("safComp=a"), HaState.ACTIVE, 0);
    private static final GroupMember STANDBY = new GroupMember(Dn.of("safComp=b"), HaState.STANDBY, 1);
    private static final GroupMember NOW_ACTIVE = new GroupMember(Dn.of("safComp=b"), HaState.ACTIVE, 0);

    private final Rig rig = new Rig();

    @BeforeEach
    void up() {
        rig.up();
    }

    private void track(TrackFlag... flags) {
        rig.feed(new AgentEvent.GroupAsked(rig.now(), rig.caller(Rig.SESSION), Rig.CSI, Set.of(flags)));
    }

    private void members(GroupMember... members) {
        rig.feed(new AgentEvent.GroupKnown(rig.now(), Rig.CSI, Optional.of(List.of(members))));
    }

    private GroupChange heard() {
        return rig.last(AgentAction.NotifyGroup.class).change();
    }

    private List<String> items() {
        return heard().items().stream()
                .map(i -> i.member().component() + " " + i.member().haState() + " " + i.kind())
                .toList();
    }

    @Test
    @DisplayName("AMF-045: who asks once gets the members, and the leader is asked no longer than that")
    void once() {
        track();
        assertThat(rig.last(AgentAction.TrackGroups.class).csis()).containsExactly(Rig.CSI);

        members(ACTIVE, STANDBY);

        assertThat(rig.last(AgentAction.AnswerGroup.class).members()).containsExactly(ACTIVE, STANDBY);
        assertThat(rig.last(AgentAction.TrackGroups.class).csis()).isEmpty();
    }

    @Test
    @DisplayName("AMF-045: CHANGES tells all members at each change, with what has changed")
    void changes() {
        track(TrackFlag.CURRENT, TrackFlag.CHANGES);
        members(ACTIVE, STANDBY);
        assertThat(items()).containsExactly("safComp=a ACTIVE NO_CHANGE", "safComp=b STANDBY NO_CHANGE");

        members(NOW_ACTIVE);

        assertThat(items()).containsExactly("safComp=b ACTIVE STATE_CHANGE", "safComp=a ACTIVE REMOVED");
        assertThat(heard().members()).isEqualTo(1);
    }

    @Test
    @DisplayName("AMF-045: CHANGES_ONLY tells what has changed, and how many members there are")
    void changesOnly() {
        track(TrackFlag.CHANGES_ONLY);
        members(ACTIVE);
        assertThat(rig.all(AgentAction.NotifyGroup.class)).isEmpty();

        members(ACTIVE, STANDBY);

        assertThat(items()).containsExactly("safComp=b STANDBY ADDED");
        assertThat(heard().members()).isEqualTo(2);
    }

    @Test
    @DisplayName("a new leader that says the same again changes nothing")
    void sameAgain() {
        track(TrackFlag.CHANGES);
        members(ACTIVE);

        members(ACTIVE);

        assertThat(rig.all(AgentAction.NotifyGroup.class)).isEmpty();
    }

    @Test
    @DisplayName("flags that exclude each other are refused, and so is a CSI that does not exist")
    void refused() {
        track(TrackFlag.CHANGES, TrackFlag.CHANGES_ONLY);
        assertThat(rig.last(AgentAction.AnswerRequest.class).status()).isEqualTo(AisStatus.ERR_BAD_FLAGS);

        track(TrackFlag.CHANGES);
        rig.feed(new AgentEvent.GroupKnown(rig.now(), Rig.CSI, Optional.empty()));

        assertThat(rig.last(AgentAction.AnswerRequest.class).status()).isEqualTo(AisStatus.ERR_NOT_EXIST);
    }

    @Test
    @DisplayName("tracking ends when it is stopped, and with the session")
    void stopped() {
        track(TrackFlag.CHANGES);
        members(ACTIVE);

        rig.feed(new AgentEvent.GroupTrackingStopped(rig.now(), rig.caller(Rig.SESSION), Rig.CSI));
        members(ACTIVE, STANDBY);
        assertThat(rig.all(AgentAction.NotifyGroup.class)).isEmpty();
        rig.feed(new AgentEvent.GroupTrackingStopped(rig.now(), rig.caller(Rig.SESSION), Rig.CSI));
        assertThat(rig.last(AgentAction.AnswerRequest.class).status()).isEqualTo(AisStatus.ERR_NOT_EXIST);

        track(TrackFlag.CHANGES);
        members(ACTIVE);
        rig.closed(Rig.SESSION, false);
        assertThat(rig.last(AgentAction.TrackGroups.class).csis()).isEmpty();
    }
}
