package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages of the reference are what the program says of itself; {@code -Damf.reference.rewrite=true} writes them anew.
 */
class ReferenceTest {

    @BeforeAll
    static void build() throws IOException {
        Amf.prepare();
    }

    @ParameterizedTest
    @ValueSource(strings = {"commands", "classes", "results"})
    @DisplayName("the page is up to date")
    void upToDate(String page) throws IOException {
        Path folder = Installation.emptyFolder("reference");
        String written = new Amf(folder, folder)
                .call("help", "reference", page)
                .endsWith(0)
                .out();
        Path file = Installation.root().resolve("docs").resolve("reference").resolve(page + ".md");
        if (Boolean.getBoolean("amf.reference.rewrite")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, written);
        }

        assertThat(Files.readString(file))
                .as("%s; write it anew with -Damf.reference.rewrite=true", file)
                .isEqualTo(written);
    }
}
