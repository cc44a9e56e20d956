package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptOutputTest {

    private static final Dn COMPONENT = Dn.of("safComp=a:b,safSu=s");

    @TempDir
    Path folder;

    private Path file() {
        return KeptOutput.file(folder, COMPONENT, "CLEANUP");
    }

    private void append(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private List<KeptOutput.Part> read(Map<String, Long> after, int bytes) throws IOException {
        return KeptOutput.read(folder, COMPONENT, after, bytes);
    }

    @Test
    @DisplayName("the end of what there is, in whole lines, the older file included; nothing of others")
    void latest() throws IOException {
        assertThat(read(Map.of(), 1000)).isEmpty();
        assertThat(KeptOutput.exists(folder, COMPONENT)).isFalse();
        Files.writeString(KeptOutput.file(folder, Dn.of("safComp=other,safSu=s"), "CLEANUP"), "other\n");
        append("three\nfour\n");
        Files.writeString(OutputFile.older(file()), "one\ntwo\n");

        assertThat(read(Map.of(), 1000)).containsExactly(new KeptOutput.Part("CLEANUP", 11, "one\ntwo\nthree\nfour\n"));
        assertThat(read(Map.of(), 7).get(0).text()).isEqualTo("four\n");
        assertThat(read(Map.of(), 15).get(0).text()).isEqualTo("two\nthree\nfour\n");
        assertThat(KeptOutput.exists(folder, COMPONENT)).isTrue();
    }

    @Test
    @DisplayName("what has come since, also when the file was cut meanwhile, and no more than asked for")
    void later() throws IOException {
        append("known\n");
        long end = read(Map.of(), 1000).get(0).end();
        assertThat(read(Map.of("CLEANUP", end), 1000).get(0).text()).isEmpty();

        append("new\n");
        assertThat(read(Map.of("CLEANUP", end), 1000)).containsExactly(new KeptOutput.Part("CLEANUP", 10, "new\n"));

        Files.writeString(file(), "cut\n");
        assertThat(read(Map.of("CLEANUP", end), 1000).get(0).text()).isEqualTo("cut\n");
        append("x".repeat(100) + "\nlast\n");
        assertThat(read(Map.of("CLEANUP", 4L), 20).get(0).text()).isEqualTo("last\n");
    }
}
