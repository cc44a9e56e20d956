package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages of the reference are what the program says of itself; {@code -Damf.reference.rewrite=true} writes them anew.
 */
class ReferenceTest {

    private static final Pattern IN_JAVA = Pattern.compile("\"(AMF_[A-Z_]+)\"");
    private static final Pattern IN_SCRIPTS = Pattern.compile("\\$\\{?(AMF_[A-Z_]+)");
    private static final Pattern DESCRIBED = Pattern.compile("\\b(AMF_[A-Z_]+)\\b");

    @BeforeAll
    static void build() throws IOException {
        Amf.prepare();
    }

    @ParameterizedTest
    @ValueSource(strings = {"commands", "classes", "results", "events", "metrics", "configuration"})
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

    @Test
    @DisplayName("every variable that programs and scripts know is described")
    void variables() throws IOException {
        Set<String> described = new TreeSet<>();
        for (String page :
                List.of("reference/configuration", "wrappers", "protocol", "virtual-machines", "../role-host/README")) {
            described.addAll(variables(Installation.root().resolve("docs").resolve(page + ".md"), DESCRIBED));
        }
        Set<String> known = new TreeSet<>(variables(Installation.script(), IN_SCRIPTS));
        try (Stream<Path> rooms = Files.list(Installation.root())) {
            for (Path room :
                    rooms.filter(r -> Files.exists(r.resolve("pom.xml"))).toList()) {
                known.addAll(variablesBelow(room.resolve("src/main/java"), IN_JAVA));
            }
        }

        assertThat(known).hasSizeGreaterThan(10).isSubsetOf(described);
    }

    private static Set<String> variablesBelow(Path folder, Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    found.addAll(variables(file, pattern));
                }
            }
        }
        return found;
    }

    private static Set<String> variables(Path file, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(r -> r.group(1))
                .collect(Collectors.toSet());
    }
}
