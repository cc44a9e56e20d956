package org.amf4j.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.amf4j.clc.Guardian;
import org.amf4j.clc.Uptime;
import org.amf4j.core.agent.AgentMemory;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.protocol.codec.RestartCodec;
import org.amf4j.protocol.restart.AgentRestart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of the agent that has left what runs, for another one to go on with. */
final class EarlierProcess {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierProcess.class);

    private final RestartFile file;
    private final AgentMemory memory;

    private EarlierProcess(RestartFile file, AgentMemory memory) {
        this.file = file;
        this.memory = memory;
    }

    /** The one whose time is not over, if there is one. */
    static Optional<EarlierProcess> find(Path folder) throws IOException {
        try (Uptime uptime = new Uptime()) {
            Optional<RestartFile> found = RestartFile.find(folder, uptime.nowNanos());
            if (found.isPresent()) {
                AgentMemory memory =
                        RestartCodec.fromMessage(found.get().content().getMemory());
                return Optional.of(new EarlierProcess(found.get(), memory));
            }
        } catch (MalformedMessageException e) {
            LOG.atError()
                    .setCause(e)
                    .log("what an earlier process has left cannot be understood; its guardian will end it");
        }
        return Optional.empty();
    }

    /** What it has written down. */
    AgentRestart restart() {
        return file.content();
    }

    /** What its machine knew. */
    AgentMemory memory() {
        return memory;
    }

    /**
     * Takes over: from now on it is this guardian who ends what runs when nobody renews the lease.
     *
     * @return whether nobody else was first; else the guardian has been closed and nothing has happened
     */
    boolean claim(Guardian guardian) throws IOException {
        CommandHands.guard(restart(), guardian);
        guardian.leaseEnds(restart().getKeptUntilNanos());
        if (file.claim()) {
            return true;
        }
        guardian.sessions().forEach(guardian::remove);
        guardian.close();
        return false;
    }
}
