package org.amf4j.testkit;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.core.reason.Reason;
import org.amf4j.core.view.ClusterReport;

/**
 * What one step of a simulation did, after everything has come to rest.
 *
 * @param step the step as given
 * @param timeMillis virtual time since the start of the simulation at which rest was reached
 * @param status the AIS result of an administrative operation, OK for other steps
 * @param text the sentence that came with the result, may be empty
 * @param report the cluster at rest
 * @param commands what the director had carried out in this step, by time
 * @param reasons why, in order
 */
public record StepResult(
        String step,
        long timeMillis,
        AisStatus status,
        String text,
        ClusterReport report,
        List<SimulatedCommand> commands,
        List<Reason> reasons) {

    public StepResult {
        commands = List.copyOf(commands);
        reasons = List.copyOf(reasons);
    }

    /**
     * A command that was carried out.
     *
     * @param timeMillis virtual time since the start of the simulation
     * @param command for instance INSTANTIATE, CSI_SET
     * @param target the component
     * @param detail for instance {@code ACTIVE safCsi=… NEW_ASSIGN}
     */
    public record SimulatedCommand(long timeMillis, String command, String target, String detail) {}
}
