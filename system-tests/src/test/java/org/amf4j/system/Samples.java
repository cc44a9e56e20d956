package org.amf4j.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of others, beside the project where there are any; the project has no copy of them. */
final class Samples {

    private Samples() {}

    /** A file of the folder {@code shared/imm-samples}; where that is not, the test that asks is skipped. */
    static String file(String name) {
        for (Path above = Installation.root(); above != null; above = above.getParent()) {
            Path samples = above.resolve("shared").resolve("imm-samples");
            if (Files.isDirectory(samples)) {
                return samples.resolve(name).toString();
            }
        }
        assumeTrue(false, "no folder shared/imm-samples beside the project");
        throw new AssertionError("the assumption above does not hold");
    }
}
