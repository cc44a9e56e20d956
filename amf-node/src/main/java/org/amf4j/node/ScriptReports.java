package org.amf4j.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.amf4j.api.Dn;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.core.agent.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what scripts say into the loop, except what is about an instance that is no more. */
final class ScriptReports implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptReports.class);
    private static final Caller NOBODY = new Caller(Dn.ROOT, SessionHands.NOBODY, 0);

    private final AgentLoop loop;
    private final CommandHands commands;
    private final Consumer<AgentEvent> machine;
    private Optional<ReportPipe> pipe = Optional.empty();

    ScriptReports(AgentLoop loop, CommandHands commands, Consumer<AgentEvent> machine) {
        this.loop = loop;
        this.commands = commands;
        this.machine = machine;
    }

    void open(NodeSettings settings, boolean goesOn) throws IOException {
        pipe = Optional.of(ReportPipe.open(settings.reportPipe(), goesOn, this::hear));
    }

    /** Writes into the pipe what means nothing to anybody, of a component that does not exist; see {@link FailureRehearsal}. */
    void rehearse(NodeSettings settings) {
        ReportPipe.Said.of(FailureRehearsal.COMPONENT + "\t0\tNO_RECOMMENDATION\trehearsal");
        try {
            Files.writeString(
                    settings.reportPipe(),
                    FailureRehearsal.COMPONENT + "\t0\tLIFE_CYCLE\tUNKNOWN\n",
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("reports are not rehearsed"); // the agent ends already
        }
    }

    private void hear(ReportPipe.Said said) {
        loop.execute(() -> take(said));
    }

    private void take(ReportPipe.Said said) {
        switch (said) {
            case ReportPipe.Report report -> take(report);
            case ReportPipe.LifeCycle told -> take(told);
        }
    }

    /** CLEANUP says it, too, when the instance is no more; only that of an earlier one is of no interest. */
    private void take(ReportPipe.LifeCycle told) {
        if (told.instance().isEmpty()
                || !commands.isFollowed(told.component(), told.instance().getAsLong())) {
            machine.accept(new AgentEvent.LifeCycleTold(loop.nowNanos(), told.component(), told.state()));
        }
    }

    private void take(ReportPipe.Report report) {
        if (report.instance().isPresent()
                && !commands.isPresent(report.component(), report.instance().getAsLong())) {
            ComponentLog.info(report.component())
                    .addKeyValue("instance", report.instance().getAsLong())
                    .addKeyValue("text", report.text())
                    .log("a report about an instance that is no more");
            return;
        }
        machine.accept(new AgentEvent.ErrorReported(
                loop.nowNanos(), NOBODY, report.component(), report.recovery(), report.text()));
    }

    @Override
    public void close() {
        pipe.ifPresent(ReportPipe::close);
    }
}
