package org.amf4j.system;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs of the machine that some tests need. */
final class Programs {

    private static final List<String> PLACES = List.of("/usr/sbin", "/usr/bin", "/bin", "/usr/local/bin");

    private Programs() {}

    static boolean isInstalled(String program) {
        return PLACES.stream().anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** Skips the test where the program is missing; {@code .ci/run} installs it. */
    static void assumeInstalled(String program, String debianPackage) {
        assumeThat(isInstalled(program))
                .as("%s is installed (Debian: apt-get install %s)", program, debianPackage)
                .isTrue();
    }
}
