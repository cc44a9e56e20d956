package org.amf4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

    private static final Pattern SLEEP =
            Pattern.compile("\\b(?:Thread|TimeUnit\\.\\w+|SECONDS|MILLISECONDS)\\.sleep\\s*\\(");
    private static final Pattern LEFT_OVER = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern LAUNCH = Pattern.compile("launch" + "Mechanism");
    private static final Pattern JQWIK = Pattern.compile("jq" + "wik");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.~*}/$<-])/(?:wo" + "rk|ro" + "ot|ho" + "me)(?![\\w-])");

    @Test
    void testsDoNotSleep() {
        assertThat(matches(SLEEP, file -> file.toString().contains("/src/test/")))
                .as("a test waits for what it means, with Awaitility or a latch")
                .isEmpty();
    }

    @Test
    void nothingIsLeftOver() {
        assertThat(matches(LEFT_OVER, file -> true)).as("notes to oneself").isEmpty();
    }

    @Test
    void processesAreStartedAsTheJvmDoes() {
        assertThat(matches(LAUNCH, file -> true))
                .as("another way to start processes: FORK stops a large heap for a fifth of a second")
                .isEmpty();
    }

    @Test
    void randomTestsAreOurOwn() {
        assertThat(matches(JQWIK, file -> file.endsWith("pom.xml")))
                .as("a library whose output is not ours")
                .isEmpty();
    }

    @Test
    void noPathOfAMachineIsWrittenDown() {
        assertThat(matches(MACHINE_PATH, file -> true))
                .as("absolute paths of somebody's machine")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cd '/wo" + "rk/x'", "/ro" + "ot", "file:/ho" + "me/me", "DIR=/wo" + "rk"})
    void machinePathsAreFound(String text) {
        assertThat(MACHINE_PATH.matcher(text).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/wo" + "rkers",
                "$JAVA/home",
                "a/work/b",
                "https://example.org/home",
                "/var/home",
                "</ro" + "ot>",
                "net/work"
            })
    void otherPathsAreNotMachinePaths(String text) {
        assertThat(MACHINE_PATH.matcher(text).find()).isFalse();
    }

    private static List<String> matches(Pattern pattern, Predicate<Path> files) {
        List<String> found = new ArrayList<>();
        for (Path file : SourceTree.files()) {
            if (files.test(file)) {
                SourceTree.readText(file).ifPresent(text -> addMatches(found, pattern, file, text));
            }
        }
        return found;
    }

    private static void addMatches(List<String> found, Pattern pattern, Path file, String text) {
        Matcher match = pattern.matcher(text);
        while (match.find()) {
            long line = 1
                    + text.substring(0, match.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            found.add(file + ":" + line + ": " + match.group());
        }
    }
}
