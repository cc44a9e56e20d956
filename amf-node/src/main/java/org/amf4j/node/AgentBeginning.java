package org.amf4j.node;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.amf4j.clc.ExecCommandRunner;
import org.amf4j.clc.Guardian;
import org.amf4j.clc.ProcessMonitor;
import org.amf4j.transport.GroupChannel;

/** An agent that is about to be: its guardian is there first, and tells the agent when it had to act. */
final class AgentBeginning {

    private final AtomicReference<Optional<NodeAgent>> started = new AtomicReference<>(Optional.empty());
    private final NodeSettings settings;
    private final Ports ports;
    private final Guardian.LastWord lastWord;
    private final Guardian guardian;

    /** What is outside of the agent: how the node is rebooted, who hears that the agent cannot go on, how it gets a lease. */
    record Ports(NodeReboot reboot, Consumer<Throwable> fatal, Optional<Leasing> leasing, LastWords lastWords) {

        Ports(NodeReboot reboot, Consumer<Throwable> fatal, Optional<Leasing> leasing) {
            this(reboot, fatal, leasing, new LastWords());
        }
    }

    AgentBeginning(NodeSettings settings, Ports ports) throws IOException {
        this.settings = settings;
        this.ports = ports;
        this.lastWord =
                ports.leasing().map(l -> ports.lastWords().of(settings, l)).orElse(Guardian.LastWord.NONE);
        this.guardian = Guardian.start(lastWord, () -> started.get().ifPresent(NodeAgent::guardianFired));
    }

    /** Starts it, with nothing running. */
    NodeAgent start(GroupChannel channel, Peers peers) throws IOException {
        return start(channel, peers, Optional.empty());
    }

    /** Starts it with what an earlier process has left, unless somebody else is first. */
    Optional<NodeAgent> follow(GroupChannel channel, EarlierProcess earlier) throws IOException {
        return earlier.claim(guardian)
                ? Optional.of(start(channel, Peers.sameAsOurs(settings.componentsFolder()), Optional.of(earlier)))
                : Optional.empty();
    }

    private NodeAgent start(GroupChannel channel, Peers peers, Optional<EarlierProcess> earlier) throws IOException {
        LastWords.leaveWithHost(lastWord, System.getenv());
        CommandHands.Tools tools = new CommandHands.Tools(
                new ExecCommandRunner(settings.environment()),
                guardian,
                new Helper("agent-helper"),
                new ProcessMonitor());
        NodeAgent agent = new NodeAgent(settings, channel, tools, ports, earlier);
        started.set(Optional.of(agent));
        agent.begin(peers, earlier);
        return agent;
    }
}
