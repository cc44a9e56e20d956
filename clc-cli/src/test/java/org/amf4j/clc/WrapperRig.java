package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls the ready-made wrappers as the agent does: in a session of its own each, with a folder and a pipe for reports. */
final class WrapperRig implements AutoCloseable {

    static final String COMPONENT = "safComp=it's $(one),safSu=s,safSg=g,safApp=a";
    static final Path SCRIPTS = Path.of("scripts").toAbsolutePath();
    private static final String LIFE_CYCLE = "\tLIFE_CYCLE\t";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Where the scripts are that play programs of libvirt. */
    static final Path FAKES = Path.of("src", "test", "scripts").toAbsolutePath();

    final Path folder;
    final Path run;
    private final Path reports;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int statesForgotten;
    private final List<Process> calls = new ArrayList<>();

    /** A call of a wrapper that has ended. */
    record Result(int code, String output) {
        Result endsWith(int wanted) {
            assertThat(code).as(output).isEqualTo(wanted);
            return this;
        }
    }

    WrapperRig(Path folder) throws IOException {
        this.folder = folder;
        // Blanks must not matter.
        this.run = Files.createDirectory(folder.resolve("run folder"));
        this.reports = folder.resolve("reports");
        with("PATH", System.getenv("PATH"));
        with("SA_AMF_COMPONENT_NAME", COMPONENT);
        with("AMF_RUN_DIR", run.toString());
        with("AMF_INSTANCE", "1");
        // Scripts look for a pipe; what they write into it is copied to a file.
        Path pipe = folder.resolve("report.pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString())
                        .start()
                        .onExit()
                        .join()
                        .exitValue())
                .isZero();
        with("AMF_REPORT_PIPE", pipe.toString());
        calls.add(new ProcessBuilder("/bin/sh", "-c", "exec cat <>\"$0\"", pipe.toString())
                .redirectOutput(reports.toFile())
                .start());
    }

    WrapperRig with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Has libvirt played by a script: with a host h1, and a machine vm1 that the file vm.xml describes. Returns the folder in
     * which the hosts are folders, and the machines on them files.
     */
    Path playLibvirt() throws IOException {
        Path state = Files.createDirectories(folder.resolve("state"));
        Files.createDirectories(state.resolve("h1"));
        with("FAKE_STATE", state.toString())
                .with("PATH", FAKES + ":" + System.getenv("PATH"))
                .with("domain", "vm1")
                .with("AMF_TEMPLATE", folder.resolve("vm.xml").toString())
                .with("AMF_VM_URI", "test://h1")
                .with("AMF_VM_PULSE_SECONDS", "0.1")
                .with("AMF_STOP_SECONDS", "1");
        return state;
    }

    /** A program found before those of the machine. */
    void fake(String name, String... lines) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Scripts.write(programs, name, lines);
        if (!environment.get("PATH").startsWith(programs.toString())) {
            with("PATH", programs + ":" + environment.get("PATH"));
        }
    }

    /** Runs a wrapper to its end. */
    Result call(String wrapper, String... words) throws IOException, InterruptedException {
        return run(SCRIPTS.resolve(wrapper).toString(), words);
    }

    Result run(String program, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("setsid", "--wait", program));
        command.addAll(List.of(words));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        long before = Files.exists(output) ? Files.size(output) : 0;
        Process process = builder.start();
        calls.add(process);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("%s ends", command)
                .isTrue();
        return new Result(process.exitValue(), Files.readString(output).substring((int) before));
    }

    /** The process that a file of the wrapper names. */
    long noted(String file) throws IOException {
        return Long.parseLong(Files.readString(run.resolve(file)).split(" ")[0]);
    }

    void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(pid);
    }

    void awaitEnd(long pid) {
        await("process " + pid + " has ended").atMost(LIMIT).until(() -> !Sessions.isRunning(pid));
    }

    /** What all calls, and what they have left running, have written so far. */
    String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    /** Errors that were reported so far. */
    String reports() throws IOException {
        return said().filter(line -> !line.contains(LIFE_CYCLE)).collect(Collectors.joining());
    }

    /** What was told so far of the machine's life cycle, in order. */
    List<String> states() throws IOException {
        return said().filter(line -> line.contains(LIFE_CYCLE))
                .skip(statesForgotten)
                .map(line -> line.substring(line.indexOf(LIFE_CYCLE) + LIFE_CYCLE.length())
                        .strip())
                .toList();
    }

    /** Waits until these states, in this order, are all that was told. */
    void awaitStates(String... states) {
        await("what is told of the life cycle")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(states()).containsExactly(states));
    }

    /** What was told so far is not told again by {@link #states}. */
    void forgetStates() throws IOException {
        statesForgotten = (int) said().filter(line -> line.contains(LIFE_CYCLE)).count();
    }

    private Stream<String> said() throws IOException {
        return Files.readString(reports).lines().map(line -> line + "\n");
    }

    /** Waits for a report with this in its text. */
    void awaitReport(String text) {
        await("a report of '" + text + "'")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(reports()).contains(text));
    }

    /** Everything that has this rig's folder in its environment. */
    List<ProcessHandle> left() {
        return ProcessHandle.allProcesses()
                .filter(process -> Sessions.isRunning(process.pid()))
                .filter(process -> environmentOf(process).contains("AMF_RUN_DIR=" + run))
                .toList();
    }

    private static String environmentOf(ProcessHandle process) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ")));
        } catch (IOException e) {
            return ""; // gone, or not ours
        }
    }

    /** Waits until nothing is left of what the wrappers have started. */
    void assertNothingLeft() {
        await("nothing is left")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(left().stream()
                                .map(process -> process.info().commandLine().orElse("?"))
                                .toList())
                        .isEmpty());
    }

    /** The text is found where a file of the wrapper leads. */
    Optional<String> text(String file) throws IOException {
        Path path = run.resolve(file);
        return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    }

    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public void close() {
        left().forEach(ProcessHandle::destroyForcibly);
        calls.forEach(Process::destroyForcibly);
    }
}
