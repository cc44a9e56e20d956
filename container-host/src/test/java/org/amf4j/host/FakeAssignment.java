package org.amf4j.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AssignedCsi;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.CsiFlag;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.TransitionDescriptor;

/** ACTIVE for one CSI. */
record FakeAssignment(String name, Map<String, List<String>> attributes) implements Assignment {

    FakeAssignment(Map<String, List<String>> attributes) {
        this("box", attributes);
    }

    @Override
    public HaState haState() {
        return HaState.ACTIVE;
    }

    @Override
    public CsiFlag flag() {
        return CsiFlag.ADD_ONE;
    }

    @Override
    public List<AssignedCsi> csis() {
        return List.of(new AssignedCsi(Dn.of("safCsi=" + name + ",safSi=i,safApp=a"), attributes));
    }

    @Override
    public Optional<TransitionDescriptor> transition() {
        return Optional.empty();
    }

    @Override
    public Optional<Dn> activeComponent() {
        return Optional.empty();
    }

    @Override
    public int standbyRank() {
        return 0;
    }

    @Override
    public void quiescingComplete() {}

    @Override
    public void quiescingFailed() {}

    @Override
    public String callback() {
        return "active";
    }

    @Override
    public Duration timeLimit() {
        return Duration.ZERO;
    }

    @Override
    public boolean isAnswered() {
        return false;
    }

    @Override
    public void done() {}

    @Override
    public void fail(String text) {}
}
