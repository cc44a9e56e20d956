package org.amf4j.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.cluster.FreePorts;

/**
 * The examples of the wrappers in one model, on free ports. systemd and podman are played by scripts, which are found
 * before the real ones.
 */
class WrapperModel implements Models.Change {

    private static final List<String> NAMED = List.of("18080", "18081", "18082", "18555", "16379", "16380");

    private final List<String> applications;
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    WrapperModel(String... applications) {
        this.applications = List.of(applications);
    }

    /** The free port that stands for one of the example. */
    int port(int named) {
        return ports.get(Integer.toString(named));
    }

    @Override
    public String apply(String demo) {
        try {
            StringBuilder text = new StringBuilder(read("three-nodes"));
            for (String application : applications) {
                String file = read(application);
                String objects = file.substring(file.indexOf("<object"), file.indexOf("</imm:IMM-contents>"));
                text.insert(text.indexOf("</imm:IMM-contents>"), objects);
            }
            List<Integer> free = FreePorts.find(NAMED.size());
            String model = text.toString();
            for (int i = 0; i < free.size(); i++) {
                ports.put(NAMED.get(i), free.get(i));
                model = model.replaceAll(
                        "\\b" + NAMED.get(i) + "\\b", free.get(i).toString());
            }
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String model) throws IOException {
        return Files.readString(Installation.demoModel().resolveSibling(model + ".xml"));
    }

    @Override
    public boolean wantsFreePort() {
        return false;
    }

    @Override
    public void beforeStart(LocalCluster cluster) throws IOException {
        Path programs = Files.createDirectories(cluster.path().resolveSibling("programs"));
        Path state = Files.createDirectories(programs.resolve("state"));
        Path fakes = Installation.root().resolve("clc-cli/src/test/scripts");
        for (String fake : List.of("systemctl", "podman")) {
            Files.copy(fakes.resolve(fake), programs.resolve(fake));
        }
        Files.writeString(state.resolve("system"), "running\n");
        Files.writeString(state.resolve("amf-example.service"), "Restart=no\n");
        // What the image would do.
        Files.writeString(programs.resolve("nginx"), "#!/bin/sh\nexec sleep 600\n");
        programs.resolve("nginx").toFile().setExecutable(true);
        cluster.with("PATH", programs + ":" + System.getenv("PATH"));
    }
}
