package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten ways for a file to be wrong: each is refused with line, name and rule, and nothing is started. */
class WrongFilesTest {

    private static Path folder;

    @BeforeAll
    static void folder() throws IOException {
        Amf.prepare();
        folder = Installation.emptyFolder("wrong");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("validate says where, what and which rule; start refuses, too")
    void isRefused(WrongFile wrong) throws IOException {
        String text = wrong.text(Files.readString(Installation.demoModel()));
        Path file = Files.writeString(folder.resolve(wrong + ".xml"), text);
        Path cluster = folder.resolve("run-" + wrong);
        String expected = file + ":" + wrong.line(text) + ": " + wrong.dn() + ": ";
        Pattern problem = Pattern.compile("(?m)^" + Pattern.quote(expected) + ".*" + Pattern.quote(wrong.says())
                + ".*\\(" + wrong.rule() + "\\)$");
        Amf amf = new Amf(folder, folder);

        Amf.Result validated = amf.call("validate", file.toString());
        Amf.Result started = amf.call("cluster", "start", file.toString(), "--dir", cluster.toString());

        assertThat(validated.endsWith(6).out()).containsPattern(problem);
        assertThat(started.endsWith(6).err()).containsPattern(problem).contains("nothing was started");
        assertThat(cluster).doesNotExist();
        assertThat(Processes.mentioning(cluster.toString())).isEmpty();
    }
}
