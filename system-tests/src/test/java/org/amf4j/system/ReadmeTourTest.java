package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.measure.DemoModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The README promises that its tour can be walked from top to bottom. */
class ReadmeTourTest {

    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final String README_FOLDER = ".amf/tour";
    private static final String README_MODEL = "examples/models/demo.xml";

    private Path folder;
    private ClusterFolder cluster;

    @BeforeEach
    void folders() throws IOException {
        Amf.prepare();
        folder = Installation.emptyFolder("tour");
        cluster = new ClusterFolder(folder.resolve("run"));
    }

    @AfterEach
    void nothingRuns() {
        new Amf(folder, folder).call("cluster", "stop", "--dir", cluster.path().toString());
        Processes.assertNoneMentions(cluster.path().toString());
    }

    @Test
    @DisplayName("every command of the README works, in order, in one shell")
    void everyCommandWorks() throws IOException {
        List<ReadmeTour.Step> steps =
                ReadmeTour.steps(here(Files.readString(Installation.root().resolve("README.md"))));
        Path script = Files.writeString(folder.resolve("tour.sh"), ReadmeTour.script(steps, Installation.root()));

        Amf.Result tour = new Amf(folder, folder).run(LIMIT, List.of("sh", script.toString()));

        if (tour.exitCode() != 0) {
            Logs.print(cluster);
        }
        assertThat(steps).as("commands in the README").hasSizeGreaterThan(15);
        assertThat(tour.endsWith(0).out())
                .as("the kill must hit the active component")
                .containsPattern("su\\d,safSg=streamers,safApp=stream  recovery: NO_RECOMMENDATION -> UNIT_FAILOVER")
                .containsPattern("saAmfSISUHAState: ACTIVE -> \\(none\\)  safSi=stream");
        Processes.assertNoneMentions(cluster.path().toString());
    }

    /** The same tour with a folder of the test and a port that is free, so that it disturbs nobody. */
    private String here(String readme) throws IOException {
        Path copy = DemoModel.copy(Installation.demoModel(), Files.createDirectories(folder.resolve("model")))
                .file();
        assertThat(readme).contains(README_FOLDER).contains(README_MODEL);
        return readme.replace(README_FOLDER, cluster.path().toString()).replace(README_MODEL, copy.toString());
    }

    @Test
    @DisplayName("commands are the lines with a prompt in shell blocks; a comment may announce an exit code")
    void commandsAreFound() {
        String readme = """
                ```sh
                $ ./amf status
                output
                $ ./amf validate x.xml   # exit code 6
                ```
                $ not this
                ```text
                $ nor this
                ```
                """;

        assertThat(ReadmeTour.steps(readme))
                .containsExactly(
                        new ReadmeTour.Step("./amf status", 0),
                        new ReadmeTour.Step("./amf validate x.xml   # exit code 6", 6));
    }
}
