package org.amf4j.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.amf4j.admin.network.NetworkLab;

/**
 * Installs machines over the network, in the network of a node, by the script {@code install-server}. For one thread; it ends with
 * {@link #close()}, and when this process has ended.
 */
final class InstallServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Process server;

    private InstallServer(Process server) {
        this.server = server;
    }

    /** Makes a disk with the guest's service on it, and the same packed ({@code .gz}); the guest must have been built. */
    static Path makeDisk(Lab.Stage stage) throws IOException {
        Path files = Files.createDirectories(stage.place().resolve("service-files"));
        Path disk = stage.place().resolve("service");
        Tool.call(
                LIMIT,
                List.of(
                        "cp",
                        "-r",
                        stage.place()
                                .resolve("guest")
                                .toRealPath()
                                .resolve("www")
                                .toString(),
                        files.toString()));
        Tool.call(
                LIMIT,
                List.of(
                        "mke2fs",
                        "-q",
                        "-t",
                        "ext4",
                        "-E",
                        "root_owner=0:0",
                        "-d",
                        files.toString(),
                        disk.toString(),
                        "16M"));
        Tool.call(LIMIT, List.of("gzip", "--keep", disk.toString()));
        return disk;
    }

    /** Starts it. The disk of {@link #makeDisk} must be there. */
    static InstallServer start(Lab.Stage stage, NetworkLab networks, String node) throws IOException {
        List<String> words = new ArrayList<>(networks.in(
                node,
                stage.home().resolve("vm-schemes/scripts/install-server").toString(),
                stage.place().resolve("guest").toRealPath().toString(),
                stage.place().resolve("service.gz").toString(),
                networks.address(node)));
        return new InstallServer(new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(stage.place().resolve("install-server.log").toFile())
                .start());
    }

    @Override
    public void close() {
        server.destroy(); // it ends what it has started
    }
}
