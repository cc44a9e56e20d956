package org.amf4j.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Action.CsiFlag;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.model.CommandLine;

/**
 * A component of tests: INSTANTIATE leaves a sleeping process behind and writes its id to a file, CLEANUP kills it. What
 * an SA-aware one says is said by the test.
 */
record TestComponent(Dn dn, Path folder, boolean saAware, boolean outlivesLease) {

    static final Dn NODE = Dn.of("safAmfNode=n1,safAmfCluster=c");
    static final Dn CSI = Dn.of("safCsi=1,safSi=i,safApp=a");
    private static final long MILLI = 1_000_000;
    private static final long LIMIT_NANOS = 10_000 * MILLI;

    static TestComponent in(Path folder, String name, boolean saAware) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        script(own, "instantiate", "sleep 1000 &", "echo $! > " + own + "/pid");
        script(own, "terminate", "kill $(cat " + own + "/pid)");
        script(own, "cleanup", "kill -9 $(cat " + own + "/pid) 2>/dev/null", "echo x >> " + own + "/cleaned", "exit 0");
        return new TestComponent(Dn.of("safComp=" + name + ",safSu=s,safSg=g,safApp=a"), own, saAware, false);
    }

    /** The same, one that may go on when the lease has run out. */
    TestComponent outlivingLease() {
        return new TestComponent(dn, folder, saAware, true);
    }

    private static void script(Path folder, String name, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Optional<CommandLine> line(String name) {
        return Optional.of(new CommandLine(folder.resolve(name).toString(), List.of(), LIMIT_NANOS));
    }

    ComponentSpec spec() {
        return new ComponentSpec(
                saAware,
                line("instantiate"),
                saAware ? Optional.empty() : line("terminate"),
                line("cleanup"),
                Map.of("SA_AMF_COMPONENT_NAME", dn.toString()),
                LIMIT_NANOS,
                List.of(),
                RecommendedRecovery.COMPONENT_RESTART,
                Optional.empty(),
                Optional.empty(),
                outlivesLease);
    }

    Action.Instantiate instantiate() {
        return new Action.Instantiate(spec(), Map.of());
    }

    Action.SetCsi active(int limitMillis) {
        return new Action.SetCsi(
                HaState.ACTIVE,
                CsiFlag.ADD_ONE,
                List.of(new Action.Csi(CSI, Map.of("port", List.of("1")), 7)),
                TransitionDescriptor.NEW_ASSIGN,
                Dn.ROOT,
                0,
                limitMillis * MILLI,
                LIMIT_NANOS);
    }

    long pid() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("pid")).trim());
    }

    int cleanups() throws IOException {
        Path cleaned = folder.resolve("cleaned");
        return Files.exists(cleaned) ? Files.readAllLines(cleaned).size() : 0;
    }
}
