package org.amf4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.Path;
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
    void sourcesAreFormatted() {
        List<Path> unformatted = SourceTree.javaFiles().parallelStream()
                .filter(file -> !isFormatted(file))
                .sorted()
                .toList();

        assertThat(unformatted)
                .as("not formatted; run mvn spotless:apply with JAVA_HOME at a JDK 21 or newer")
                .isEmpty();
    }

    private static boolean isFormatted(Path file) {
        String source = SourceTree.text(file);
        try {
            String formatted = ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(FORMATTER.formatSource(source)), Style.PALANTIR);
            return formatted.equals(source);
        } catch (FormatterException e) {
            throw new IllegalStateException("the formatter cannot read " + file, e);
        }
    }
}
