package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import java.util.Map;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.core.command.Action;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.runtime.ClusterState;

/** The tokens by which shared storage tells actives apart, as processes really get them: they never go back. */
final class EpochTruths {

    private final Map<Dn, Token> latest = new TreeMap<>();

    private record Token(long epoch, SimulatedProcess holder) {}

    /** A process is told to be active for the CSI: where one at a time is, its epoch is later than all before. */
    void active(ClusterState state, SimulatedProcess process, Action.Csi csi) {
        ComponentServiceInstance instance =
                state.model().find(csi.dn(), ComponentServiceInstance.class).orElseThrow();
        Token before = latest.get(csi.dn());
        if (before != null && instance.instance().group().config().redundancy().singleActive()) {
            boolean later = csi.epoch() > before.epoch() || csi.epoch() == before.epoch() && process == before.holder();
            require(
                    later,
                    "EPOCHS-RISE",
                    instance,
                    process.component + " is active in epoch " + csi.epoch() + ", " + before.holder().component
                            + " was in epoch " + before.epoch());
        }
        latest.put(csi.dn(), new Token(csi.epoch(), process));
    }
}
