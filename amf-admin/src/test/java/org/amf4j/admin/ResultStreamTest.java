package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultStreamTest {

    private final StringWriter err = new StringWriter();

    private int told(OutputStream target, int exitCode) {
        ResultStream results = new ResultStream(target);
        PrintWriter out = new PrintWriter(results, false, StandardCharsets.UTF_8);
        out.println("a line");
        out.flush();
        return results.told(exitCode, new PrintWriter(err, true));
    }

    private static OutputStream failing(String text) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(text);
            }
        };
    }

    @Test
    @DisplayName("what is written arrives, and the exit code is that of the command")
    void writes() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();

        assertThat(told(target, 5)).isEqualTo(5);
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("a line\n");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "6, 6"})
    @DisplayName("a result that a full disk does not take is no success")
    void full(int exitCode, int expected) {
        assertThat(told(failing("No space left on device"), exitCode)).isEqualTo(expected);
        assertThat(err.toString())
                .contains("amf: the output could not be written: No space left on device", "hint: ", "not complete");
    }

    @Test
    @DisplayName("a reader that has seen enough is no failure")
    void enough() {
        assertThat(told(failing("Broken pipe"), 0)).isZero();
        assertThat(err.toString()).isEmpty();
    }
}
