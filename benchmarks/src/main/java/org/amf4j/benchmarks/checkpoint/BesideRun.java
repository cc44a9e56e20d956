package org.amf4j.benchmarks.checkpoint;

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
 * What else a Java user might take, in processes of their own: one that only holds a copy, and one that holds the other and
 * writes, so that one copy is left when the writer dies; or two that hold a copy each, and a writer that holds none, as with
 * checkpoints. The programs are built apart, from {@code benchmarks/peers}. All processes end with this.
 */
final class BesideRun implements Contender {

    private static final String CLIENT = "hazelcast-client";

    /** What can stand beside. */
    static final List<String> SYSTEMS = List.of("infinispan", "hazelcast", CLIENT);

    private static final String MAIN = "org.amf4j.benchmarks.peers.PeerMain";
    private static final long MARGIN_MILLIS = 60_000;

    private final String system;
    private final Path jars;
    private final Path logs;
    private final List<Process> processes = new ArrayList<>();
    private final BufferedReader answers;

    /** Starts the processes; the writer stands ready when this returns. */
    BesideRun(Path home, Path logs, String system, CheckpointCase measured) throws InterruptedException {
        this.system = system;
        this.jars = jars(home);
        this.logs = logs;
        boolean isReady = false;
        try {
            List<Integer> ports = FreePorts.find(2);
            String one = ports.get(0) + "," + ports.get(1);
            String other = ports.get(1) + "," + ports.get(0);
            awaitLine(start("hold", one), MARGIN_MILLIS);
            if (system.equals(CLIENT)) {
                awaitLine(start("hold", other), MARGIN_MILLIS);
            }
            answers = start(
                    "write",
                    other,
                    Integer.toString(measured.bytes()),
                    measured.load().name());
            awaitLine(answers, MARGIN_MILLIS);
            isReady = true;
        } catch (IOException e) {
            throw failure(e);
        } finally {
            if (!isReady) {
                close();
            }
        }
    }

    private static Path jars(Path home) {
        Path jars =
                home.resolve("benchmarks").resolve("peers").resolve("target").resolve("jars");
        if (!Files.isDirectory(jars)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "there is nothing to measure beside: no jars in " + jars,
                    "once: mvn install -DskipTests -pl benchmarks -am && mvn -f benchmarks/peers/pom.xml package");
        }
        return jars;
    }

    @Override
    public Round run(long millis) throws InterruptedException {
        try {
            Process writer = processes.getLast();
            writer.getOutputStream().write("%d%n".formatted(millis).getBytes(StandardCharsets.US_ASCII));
            writer.getOutputStream().flush();
            return Round.parse(new ObjectMapper().readTree(awaitLine(answers, millis + MARGIN_MILLIS)));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes.reversed()) {
            process.destroyForcibly().waitFor();
        }
    }

    private CommandFailure failure(IOException e) {
        return new CommandFailure(ExitCode.FAILED, system + ": " + e.getMessage(), "its logs are in " + logs, e);
    }

    /** What the process says from now on. */
    private BufferedReader start(String role, String ports, String... more) throws IOException {
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
        command.addAll(List.of(more));
        Path log = logs.resolve("%s-%s-%d.log".formatted(system, role, processes.size()));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        processes.add(process);
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The one line that the process started last says when it is ready, or done. */
    private String awaitLine(BufferedReader lines, long millis) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!lines.ready()) {
            if (System.nanoTime() - deadlineNanos > 0 || !processes.getLast().isAlive() && !lines.ready()) {
                throw new IOException("the process of " + system + " says nothing");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return lines.readLine();
    }
}
