package org.amf4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every source is formatted. The formatter can only read the language level of the JDK that it runs on, so Spotless
 * cannot check when Maven runs on JDK 17; the tests always run on a JDK that can.
 */
class FormatTest {

    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    @Test
    void sourcesAreFormatted() throws FormatterException {
        List<Path> unformatted = new ArrayList<>();

        for (Path file : SourceTree.javaFiles()) {
            String source = SourceTree.text(file);
            String formatted = ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(FORMATTER.formatSource(source)), Style.PALANTIR);
            if (!formatted.equals(source)) {
                unformatted.add(file);
            }
        }

        assertThat(unformatted)
                .as("not formatted; run mvn spotless:apply with JAVA_HOME at a JDK 21 or newer")
                .isEmpty();
    }
}
