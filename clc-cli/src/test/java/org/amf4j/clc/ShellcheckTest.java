package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ShellcheckTest {

    @Test
    @DisplayName("shellcheck has nothing to say about the scripts")
    void scriptsAreClean() throws IOException, InterruptedException {
        assumeThat(Path.of("/usr/bin/shellcheck"))
                .as("shellcheck is installed (Debian: apt-get install shellcheck)")
                .isExecutable();
        List<String> command = new ArrayList<>(List.of("shellcheck", "-x", "-P", "SCRIPTDIR"));
        try (var files = Files.list(WrapperRig.SCRIPTS)) {
            files.filter(Files::isExecutable).map(Path::toString).sorted().forEach(command::add);
        }

        Process shellcheck =
                new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(shellcheck.waitFor()).isZero();
        assertThat(command).hasSizeGreaterThan(8);
    }
}
