package org.amf4j.machines;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.NodePlaces;
import org.amf4j.admin.network.NetworkLab;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/**
 * Hosts of virtual machines, played on this machine by the script {@code host}: each with processes, network and libvirt of
 * its own, joined with the nodes of a {@link NetworkLab}, and a folder that all of them share. For one thread; all hosts are
 * switched off by {@link #close()}.
 */
final class HostLab implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
    private static final Duration GUEST_LIMIT = Duration.ofMinutes(10);
    private static final List<String> PROGRAMS = List.of(
            "libvirtd", "virsh", "qemu-system-x86_64", "qemu-img", "busybox", "cpio", "ip", "nsenter", "mke2fs");
    private static final String PACKAGES = "Debian: apt-get install --no-install-recommends libvirt-daemon-system"
            + " libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86 qemu-utils ipxe-qemu seabios busybox-static cpio"
            + " xz-utils lz4 iproute2 e2fsprogs dnsmasq-base";

    private final Path scripts;
    private final Path folder;
    private final NetworkLab networks;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Thread hook = new Thread(this::allOff, "end-of-hosts");

    /**
     * A lab without hosts yet.
     *
     * @param home the installation, with the room's scripts
     * @param folder its files; what hosts share is in {@code shared}
     * @param networks where cables go
     */
    HostLab(Path home, Path folder, NetworkLab networks) {
        this.scripts = home.resolve("vm-schemes").resolve("scripts");
        this.folder = folder;
        this.networks = networks;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Why no hosts can be played here with these further programs, as a sentence; empty when they can. */
    static Optional<String> obstacle(List<String> programs) {
        List<String> missing = Stream.concat(PROGRAMS.stream(), programs.stream())
                .filter(name -> !isInstalled(name))
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of("not installed: " + String.join(", ", missing) + " (" + PACKAGES + ")");
        }
        return NetworkLab.obstacle();
    }

    private static boolean isInstalled(String program) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** The guest's files, built when nobody has built them before; put where the model looks for them. */
    void buildGuest() throws IOException {
        String built =
                Tool.call(GUEST_LIMIT, List.of(scripts.resolve("build-guest").toString()));
        Path guest = Path.of(built.lines().reduce((first, last) -> last).orElseThrow());
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve("guest"), guest);
    }

    /** An empty disk in the shared folder, whose lock tells whether its machine runs. */
    void makeImage(String name) throws IOException {
        Path image = Files.createDirectories(folder.resolve("shared")).resolve(name + ".qcow2");
        Tool.call(CALL_LIMIT, List.of("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "64M"));
    }

    /** The disk from which guests run a node, built when nobody has built it before; put where descriptions look for it. */
    void buildNode(Path home) throws IOException {
        String disk = Tool.call(
                GUEST_LIMIT,
                List.of(
                        "env",
                        "AMF_HOME=" + home.toAbsolutePath(),
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        scripts.resolve("build-node").toString()));
        Files.createSymbolicLink(
                folder.resolve("node"),
                Path.of(disk.lines().reduce((first, last) -> last).orElseThrow()));
    }

    /** The smaller one, from which guests run a component that speaks to the agent of their host. */
    void buildComponents(Path home) throws IOException {
        String disk = Tool.call(
                GUEST_LIMIT,
                List.of(
                        "env",
                        "AMF_HOME=" + home.toAbsolutePath(),
                        scripts.resolve("build-node").toString(),
                        "components"));
        Files.createSymbolicLink(
                folder.resolve("components"),
                Path.of(disk.lines().reduce((first, last) -> last).orElseThrow()));
    }

    /** A disk in the shared folder with these files on it. */
    void makeImage(String name, Path files) throws IOException {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        Path raw = shared.resolve(name + ".raw");
        Tool.call(CALL_LIMIT, List.of("mke2fs", "-q", "-t", "ext4", "-d", files.toString(), raw.toString(), "128M"));
        Path image = shared.resolve(name + ".qcow2");
        Tool.call(CALL_LIMIT, List.of("qemu-img", "convert", "-O", "qcow2", raw.toString(), image.toString()));
        Files.delete(raw);
    }

    /** A disk in the shared folder that is a copy of this one. */
    void makeImageOf(String name, Path disk) throws IOException {
        Path image = Files.createDirectories(folder.resolve("shared")).resolve(name + ".qcow2");
        Tool.call(CALL_LIMIT, List.of("qemu-img", "convert", "-O", "qcow2", disk.toString(), image.toString()));
    }

    /** The hosts that have been booted as places of nodes; nodes of other names are in networks of their own. */
    NodePlaces places() {
        return new NodePlaces() {
            @Override
            public String address(String node) {
                return Optional.ofNullable(addresses.get(node)).orElseGet(() -> networks.address(node));
            }

            @Override
            public boolean sharesProcessNumbers(String node) {
                return !addresses.containsKey(node);
            }

            @Override
            public List<String> prefix(String node) {
                return addresses.containsKey(node) ? words("run", node) : networks.prefix(node);
            }
        };
    }

    /** Boots a host; returns when its libvirt answers. */
    void boot(String name, String address) {
        addresses.put(name, address);
        script(START_LIMIT, "up", name, address + "/24", networks.bridgeNamespace());
    }

    /** Boots a host without libvirt, which takes less time and room. */
    void bootBare(String name, String address) {
        addresses.put(name, address);
        script(START_LIMIT, "up", name, address + "/24", networks.bridgeNamespace(), "bare");
    }

    /** Pulls the power plug: nothing runs there any more when this returns. */
    void switchOff(String name) {
        script(CALL_LIMIT, "off", name);
    }

    /** Pulls the network cable; what runs there runs on. */
    void unplug(String name) {
        script(CALL_LIMIT, "unplug", name);
    }

    /** Puts it in again. */
    void plug(String name) {
        script(CALL_LIMIT, "plug", name);
    }

    /** Starts a program of a host that runs as long as the host does; what it prints is in the host's log folder. */
    void begin(String name, String... command) {
        File log = folder.resolve(name)
                .resolve("log")
                .resolve(Path.of(command[command.length - 1]).getFileName() + ".out")
                .toFile();
        List<String> words = new ArrayList<>(words("run", name));
        words.addAll(List.of(command));
        try {
            new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw cannot("a program of host " + name + " cannot be started", e);
        }
    }

    /** The machines that run on a host; none when it does not run. */
    List<String> machines(String name) {
        Tool.Ended ended = Tool.run(CALL_LIMIT, words("run", name, "virsh", "-q", "list", "--name"));
        return ended.code() == 0
                ? ended.said().lines().filter(line -> !line.isBlank()).toList()
                : List.of();
    }

    /** Tries to start a second copy of a machine on a host, by the description that the wrapper has used; what came of it. */
    Tool.Ended startCopy(String name, Path description) {
        return Tool.run(CALL_LIMIT, words("run", name, "virsh", "-q", "create", description.toString()));
    }

    /** Kills the process of a machine, on whatever host. */
    void kill(String machine) {
        processes(machine).stream()
                .findFirst()
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, machine + " has no process", ""))
                .destroyForcibly();
    }

    /** The processes of a machine on all hosts: one, or none. */
    List<ProcessHandle> processes(String machine) {
        String mark = "amf.name=" + machine + " ";
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    List<String> words = commandLine(process);
                    return words.get(0).contains("qemu-system")
                            && words.stream().anyMatch(word -> word.contains(mark))
                            && words.stream().anyMatch(word -> word.contains(folder.toString()));
                })
                .toList();
    }

    /** Of programs that run as somebody else the JVM does not tell all; the kernel does. */
    private static List<String> commandLine(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .split("\0"));
        } catch (IOException e) {
            return List.of(""); // gone
        }
    }

    /** Asks a guest to do harm to itself, from the network of a node. */
    void harm(String node, String address, String fault) {
        Tool.call(
                CALL_LIMIT,
                networks.in(node, "busybox", "wget", "-q", "-O", "-", "http://" + address + "/cgi-bin/fault?" + fault));
    }

    /** Writes into a file what a guest answers to a question, from the network of a node; nothing when it does not answer. */
    void fetch(String node, String address, String question, Path file) {
        String url = "http://" + address + "/cgi-bin/" + question;
        // Not by an option of wget: some versions of busybox crash on it.
        Tool.run(
                CALL_LIMIT,
                networks.in(node, "busybox", "timeout", "5", "busybox", "wget", "-q", "-O", file.toString(), url));
    }

    private void script(Duration limit, String operation, String... words) {
        Tool.call(limit, words(operation, words));
    }

    private List<String> words(String operation, String... words) {
        List<String> all = new ArrayList<>(List.of(scripts.resolve("host").toString(), operation, folder.toString()));
        all.addAll(List.of(words));
        return all;
    }

    private void allOff() {
        for (String name : addresses.keySet()) {
            try {
                switchOff(name);
            } catch (CommandFailure e) {
                System.err.println("amf: " + e.getMessage());
            }
        }
    }

    /** Switches all hosts off. */
    @Override
    public void close() {
        allOff();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends by a signal, and the hook does the same.
        }
    }

    /** A failure of the lab itself. */
    static CommandFailure cannot(String what, IOException e) {
        return new CommandFailure(
                ExitCode.FAILED, what + ": " + e.getMessage(), "check that the folder may be written", e);
    }
}
