package org.amf4j.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.amf4j.admin.network.NetworkLab;
import org.junit.jupiter.api.Assumptions;

/** Cables on which packets take their time and get lost, by a program: not every kernel has {@code netem}. */
final class SlowCables implements AutoCloseable {

    private static final String PROGRAM = "slow-cables.py";

    private final Process process;

    /**
     * What the cables are like. Each way of a packet from node to node goes over two of them.
     *
     * @param delayMillis how long one takes, on average
     * @param jitterMillis by how much more or less, at most
     * @param lossPercent how many of a hundred packets are lost
     * @param seed of the lots
     */
    record Kind(double delayMillis, double jitterMillis, double lossPercent, long seed) {}

    private SlowCables(Process process) {
        this.process = process;
    }

    /** Exchanges all cables; the test is skipped where that cannot be done. */
    static SlowCables exchange(NetworkLab network, List<String> nodes, Kind kind) throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/net/tun")), "no /dev/net/tun: cables cannot be slow");
        Path program = Files.createTempFile("slow-cables", ".py");
        try (InputStream text = SlowCables.class.getResourceAsStream("/" + PROGRAM)) {
            Files.copy(text, program, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> words = new ArrayList<>(List.of(
                "python3",
                program.toString(),
                Double.toString(kind.delayMillis()),
                Double.toString(kind.jitterMillis()),
                Double.toString(kind.lossPercent()),
                Long.toString(kind.seed())));
        nodes.forEach(node -> words.add(end("at", node) + ":" + end("to", node)));
        Process process = new ProcessBuilder(network.atBridge(words.toArray(String[]::new)))
                .redirectErrorStream(true)
                .start();
        SlowCables cables = new SlowCables(process);
        try {
            BufferedReader said = process.inputReader();
            String first = said.readLine();
            Files.delete(program); // it has been read
            if (!"ready".equals(first)) {
                throw new IOException(PROGRAM + " did not start: " + first);
            }
            for (String node : nodes) {
                network.exchangeCable(node, end("at", node), end("to", node));
            }
            return cables;
        } catch (IOException | RuntimeException e) {
            cables.close();
            throw e;
        }
    }

    private static String end(String which, String node) {
        return "slow-" + which + "-" + node;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
