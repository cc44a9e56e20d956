package org.amf4j.core.command;

import java.util.List;
import java.util.stream.Collectors;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;

/** Actions as people read them, in logs and simulations. */
public final class CommandLabel {

    private CommandLabel() {}

    /** What is done, for instance {@code CSI_SET}. */
    public static String of(Action action) {
        return switch (action) {
            case Action.Instantiate a -> "INSTANTIATE";
            case Action.Terminate a -> "TERMINATE";
            case Action.Cleanup a -> "CLEANUP";
            case Action.Adopt a -> "ADOPT";
            case Action.Guard a -> "GUARD";
            case Action.SetCsi a -> "CSI_SET";
            case Action.RemoveCsi a -> "CSI_REMOVE";
            case Action.ChangeCsi a -> "CSI_CHANGE";
            case Action.StartMonitor a -> "AM_START";
            case Action.StopMonitor a -> "AM_STOP";
        };
    }

    /** With what, for instance {@code ACTIVE TARGET_ONE safCsi=k,... QUIESCED safComp=...}. */
    public static String detail(Action action) {
        return switch (action) {
            case Action.Instantiate a -> "";
            case Action.Terminate a -> "";
            case Action.Cleanup a -> "";
            case Action.Adopt a -> "";
            case Action.Guard a -> "";
            case Action.SetCsi a -> set(a);
            case Action.RemoveCsi a -> a.flag() + " " + names(a.csis());
            case Action.ChangeCsi a -> a.csi().dn().toString();
            case Action.StartMonitor a -> "";
            case Action.StopMonitor a -> "";
        };
    }

    private static String set(Action.SetCsi a) {
        String text = a.haState() + " " + a.flag() + " "
                + names(a.csis().stream().map(Action.Csi::dn).toList());
        String other = a.activeComponent().isRoot() ? "" : " " + a.activeComponent();
        if (a.haState() == HaState.ACTIVE) {
            return text + " " + a.transition() + other;
        }
        return a.haState() == HaState.STANDBY ? text + " rank " + a.standbyRank() + other : text;
    }

    private static String names(List<Dn> csis) {
        return csis.stream().map(Dn::toString).collect(Collectors.joining(" "));
    }
}
