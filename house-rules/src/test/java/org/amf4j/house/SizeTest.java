package org.amf4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.house.Sources.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizeTest {

    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 70;
    private static final Path EXCEPTIONS = Path.of("house-rules", "src", "test", "resources", "size-exceptions.txt");

    @Test
    void filesAndMethodsKeepTheirLimits() {
        SizeExceptions exceptions = new SizeExceptions(SourceTree.text(EXCEPTIONS));
        Map<String, Integer> files = new LinkedHashMap<>();
        Map<String, Integer> methods = new LinkedHashMap<>();

        for (Sources.Source source : Sources.all()) {
            files.put(source.path().toString(), source.lines());
            for (Method method : source.methods()) {
                // Overloads share an entry; the longest counts.
                methods.merge(source.path() + "#" + method.name(), method.lines(), Math::max);
            }
        }
        Map<String, Integer> all = new LinkedHashMap<>(files);
        all.putAll(methods);

        assertThat(exceptions.problems(files, FILE_LINES_MAX))
                .as("size of files")
                .isEmpty();
        assertThat(exceptions.problems(methods, METHOD_LINES_MAX))
                .as("size of methods")
                .isEmpty();
        assertThat(exceptions.stale(all)).as("exceptions without subject").isEmpty();
    }

    @Test
    void methodsAreMeasuredExactly(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("A.java"), """
                /** An A. More. */
                public class A {
                    /** Not counted. */
                    @Deprecated
                    void three() {}

                    A() { String s = "}"; }
                    record B(int i) {
                        int two() {
                            return i; }
                    }
                }
                """.replace("void three() {}", "void\n three() {}"));

        Sources.Source source =
                Sources.parse(folder, List.of(Path.of("A.java"))).getFirst();

        assertThat(source.lines()).isEqualTo(13);
        assertThat(source.methods())
                .containsExactlyInAnyOrder(new Method("A.three", 3), new Method("A.new", 1), new Method("A.B.two", 2));
        assertThat(source.publicTypes()).containsExactly(new Sources.PublicType("A", "An A."));
    }

    @Test
    void exceptionsMayOnlyShrink() {
        SizeExceptions exceptions = new SizeExceptions("# comment\nA 12\nB 12\n\nC 12\nD 12\nE 12\n");
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("A", 13);
        sizes.put("B", 12);
        sizes.put("C", 11);
        sizes.put("D", 10);
        sizes.put("F", 11);

        assertThat(exceptions.problems(sizes, 10))
                .containsExactly(
                        "A has 13 lines, 12 are allowed: split it",
                        "C has become smaller: lower its entry in the exceptions to 11",
                        "D keeps the limit now: remove its entry from the exceptions",
                        "F has 11 lines, 10 are allowed: split it");
        assertThat(exceptions.stale(sizes)).containsExactly("E");
    }
}
