package org.amf4j.benchmarks.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.cluster.FreePorts;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/**
 * Measures what else a Java user might take, in processes of their own: one that only holds a copy, and one that holds the
 * other and writes, so that one copy is left when the writer dies; or two that hold a copy each, and a writer that holds
 * none, as with checkpoints. The programs are built apart, from {@code benchmarks/peers}.
 */
final class BesideRun {

    private static final String CLIENT = "hazelcast-client";

    /** What can stand beside. */
    static final List<String> SYSTEMS = List.of("infinispan", "hazelcast", CLIENT);

    private static final String MAIN = "org.amf4j.benchmarks.peers.PeerMain";
    private static final int MARGIN_SECONDS = 60;

    private final Path jars;
    private final Path logs;
    private final int seconds;

    BesideRun(Path home, Path logs, int seconds) {
        this.jars =
                home.resolve("benchmarks").resolve("peers").resolve("target").resolve("jars");
        this.logs = logs;
        this.seconds = seconds;
        if (!Files.isDirectory(jars)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "there is nothing to measure beside: no jars in " + jars,
                    "once: mvn install -DskipTests -pl benchmarks -am && mvn -f benchmarks/peers/pom.xml package");
        }
    }

    /** The writer's own words: ops_per_s and latency_us. */
    JsonNode run(String system, int bytes, WriteLoad load) throws InterruptedException {
        List<Process> processes = new ArrayList<>();
        try {
            List<Integer> ports = FreePorts.find(2);
            String one = ports.get(0) + "," + ports.get(1);
            String other = ports.get(1) + "," + ports.get(0);
            processes.add(start(system, "hold", one, List.of()));
            awaitLine(system, processes.getLast());
            if (system.equals(CLIENT)) {
                processes.add(start(system, "hold", other, List.of()));
                awaitLine(system, processes.getLast());
            }
            processes.add(start(
                    system, "write", other, List.of(Integer.toString(bytes), load.name(), Integer.toString(seconds))));
            return new ObjectMapper().readTree(awaitLine(system, processes.getLast()));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, system + ": " + e.getMessage(), "its logs are in " + logs, e);
        } finally {
            for (Process process : processes.reversed()) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private Process start(String system, String role, String ports, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.net.preferIPv4Stack=true",
                "-Dhazelcast.phone.home.enabled=false",
                "-cp",
                jars + "/*",
                MAIN,
                system,
                role,
                ports));
        command.addAll(more);
        return new ProcessBuilder(command)
                .redirectError(logs.resolve(system + "-" + role + ".log").toFile())
                .start();
    }

    /** The one line that the process says when it is ready, or done. */
    private String awaitLine(String system, Process process) throws IOException, InterruptedException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(2L * seconds + MARGIN_SECONDS);
        while (!lines.ready()) {
            if (System.nanoTime() - deadlineNanos > 0 || !process.isAlive() && !lines.ready()) {
                throw new IOException("the process of " + system + " says nothing");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return lines.readLine();
    }
}
