package org.amf4j.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.amf4j.certificates.CertificateFolder;
import org.amf4j.recorder.ring.RecorderSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster of one node that plays a fail-over, and three logs that elect a leader, run once after a build: the JVM keeps the classes it needed in an archive,
 * so that real nodes start in a fraction of the time and their first fail-over does not wait for classes to be loaded.
 */
public final class Rehearsal {

    private static final long LIMIT_SECONDS = 60;
    private static final String ACTIVE = "safComp=c,safSu=su1,safSg=r,safApp=r";
    private static final String STANDBY = "safComp=c,safSu=su2,safSg=r,safApp=r";

    private Rehearsal() {}

    /** Plays once, in the folder given as the only argument. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        Logging.into(folder.resolve("log"));
        Logger log = LoggerFactory.getLogger(Rehearsal.class);
        try (NodeServer node = start(folder)) {
            play(folder.resolve("n1").resolve("agent.sock"));
            RehearsedElection.play(folder.resolve("election"), freePorts(), LIMIT_SECONDS);
        } catch (IOException | TimeoutException | ExecutionException e) {
            log.error("the rehearsal has failed", e);
            System.err.println("amf: the rehearsal has failed: " + e.getMessage() + "; see " + folder.resolve("log"));
            System.exit(1);
        }
        System.exit(0);
    }

    private static NodeServer start(Path folder) throws IOException {
        Path model = folder.resolve("rehearsal.xml");
        try (InputStream text = Rehearsal.class.getResourceAsStream("/rehearsal.xml")) {
            Files.createDirectories(folder);
            Files.write(model, text.readAllBytes());
        }
        List<Integer> ports = freePorts();
        ClusterFile.Place place = new ClusterFile.Place(
                "127.0.0.1", ports.get(0), ports.get(1), ports.get(2), true, false, List.of(), List.of());
        ClusterFile cluster = new ClusterFile(
                "rehearsal",
                List.of(model),
                folder.toString(),
                RecorderSettings.RING_MIB,
                LossFile.STEADY,
                null,
                null,
                LossFile.DEFAULT,
                Security.ON,
                Map.of("n1", place));
        new CertificateFolder(Security.ON.folder(folder))
                .create(new CertificateFolder.Wish(List.of("n1"), 1, true), Instant.now());
        return NodeServer.start(
                "n1",
                folder.resolve("n1"),
                new ClusterSource(folder.resolve("cluster.yaml"), false),
                cluster,
                new NodeServer.Hosting(() -> {}, () -> {}, Rehearsal::failed));
    }

    private static void failed(String reason, Throwable cause) {
        System.err.println("amf: the rehearsal has failed: " + reason);
        Runtime.getRuntime().halt(1);
    }

    private static List<Integer> freePorts() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket a = new ServerSocket(0, 1, loopback);
                ServerSocket b = new ServerSocket(0, 1, loopback);
                ServerSocket c = new ServerSocket(0, 1, loopback)) {
            return List.of(a.getLocalPort(), b.getLocalPort(), c.getLocalPort());
        }
    }

    private static void play(Path socket) throws IOException, TimeoutException, InterruptedException {
        try (RehearsedComponent first = RehearsedComponent.join(socket, ACTIVE, LIMIT_SECONDS);
                RehearsedComponent second = RehearsedComponent.join(socket, STANDBY, LIMIT_SECONDS)) {
            await(first, "ACTIVE");
            await(second, "STANDBY");
            first.close();
            await(second, "ACTIVE");
        }
    }

    private static void await(RehearsedComponent component, String state)
            throws TimeoutException, InterruptedException {
        if (!component.becomes(state, LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException(component + " did not become " + state + " in " + LIMIT_SECONDS + " s");
        }
    }
}
