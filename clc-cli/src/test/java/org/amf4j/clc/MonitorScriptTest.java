package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The external active monitors")
@Timeout(60)
class MonitorScriptTest {

    private static final int NO_RETRY = 200;

    @TempDir
    Path folder;

    private WrapperRig rig;

    @BeforeEach
    void begin() throws IOException {
        rig = new WrapperRig(folder);
        rig.with("AMF_MONITOR_INTERVAL", "0.05").with("AMF_MONITOR_TIMEOUT", "0.5");
    }

    @AfterEach
    void end() throws Exception {
        rig.call("monitor", "stop").endsWith(0);
        rig.assertNothingLeft();
        rig.close();
    }

    private String failing(String... words) throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = "check";
        System.arraycopy(words, 0, all, 1, words.length);
        return rig.call("monitor", all).endsWith(1).output();
    }

    private void passing(String... words) throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = "check";
        System.arraycopy(words, 0, all, 1, words.length);
        rig.call("monitor", all).endsWith(0);
    }

    @Test
    @DisplayName("tcp: somebody takes connections, or not")
    void tcp() throws Exception {
        String port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = Integer.toString(server.getLocalPort());
            passing("tcp", "127.0.0.1", port);
        }
        assertThat(failing("tcp", "127.0.0.1", port)).contains("nobody takes connections at 127.0.0.1:" + port);
    }

    @Test
    @DisplayName("http: status, body, an answer that is none, and one that does not come")
    void http() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            byte[] body = "all is\nwell, version 17\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/broken") ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String port = Integer.toString(server.getAddress().getPort());
            rig.with("port", port);
            passing("http", "localhost", "%{port}");
            passing("http", "127.0.0.1", port, "/path?q=1&x=$(id)", "200", "well, version [0-9]+");
            assertThat(failing("http", "127.0.0.1", port, "/broken")).contains("answers /broken with status 500");
            assertThat(failing("http", "127.0.0.1", port, "/", "2??", "version 18"))
                    .contains("body in which 'version 18' is not found");
        } finally {
            server.stop(0);
        }
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(silent.getLocalPort());
            assertThat(failing("http", "127.0.0.1", port)).contains("no answer within 0.5 s");
        }
    }

    @Test
    @DisplayName("command: its exit code and its time")
    void command() throws Exception {
        passing("command", "test", "a b", "=", "a b");
        assertThat(failing("command", "sh", "-c", "exit 4")).contains("sh has ended with exit code 4");
        assertThat(failing("command", "sleep", "60")).contains("sleep has not ended within 0.5 s");
    }

    @Test
    @DisplayName("file: how fresh it is")
    void file() throws Exception {
        Path beat = Files.writeString(folder.resolve("beat of heart"), "x");
        passing("file", beat.toString(), "10");
        Files.setLastModifiedTime(beat, FileTime.from(Instant.now().minusSeconds(100)));
        assertThat(failing("file", beat.toString(), "10"))
                .contains("was last changed 10")
                .contains("at most 10 s");
        assertThat(failing("file", folder + "/none", "10")).contains("there is no file");
    }

    @Test
    @DisplayName("mistakes are told by AM_START")
    void mistakes() throws Exception {
        assertThat(rig.call("monitor", "start", "smtp", "x").endsWith(NO_RETRY).output())
                .contains("choose tcp, http, command or file");
        assertThat(rig.call("monitor", "start", "tcp", "x").endsWith(NO_RETRY).output())
                .contains("'tcp HOST PORT', not 'tcp x'");
        rig.with("AMF_MONITOR_INTERVAL", "soon");
        assertThat(rig.call("monitor", "start", "tcp", "x", "1")
                        .endsWith(NO_RETRY)
                        .output())
                .contains("AMF_MONITOR_INTERVAL", "'soon'");
        rig.with("AMF_MONITOR_INTERVAL", "0.05");
    }

    @Test
    @DisplayName("an error is reported after so many failures in a row, and not for fewer; AM_STOP ends the monitor")
    void reports() throws Exception {
        Path beat = Files.writeString(folder.resolve("beat"), "x");
        rig.with("AMF_MONITOR_FAILURES", "3").with("AMF_RECOVERY", "COMPONENT_FAILOVER");
        rig.call("monitor", "start", "file", beat.toString(), "3600").endsWith(0);
        long pid = rig.noted("monitor");
        assertThat(rig.reports()).isEmpty();

        Files.delete(beat);

        rig.awaitReport(WrapperRig.COMPONENT + "\t1\tCOMPONENT_FAILOVER\tmonitor: there is no file " + beat);
        assertThat(Files.readString(folder.resolve("output")))
                .contains("failure 1 of 3", "failure 2 of 3", "failure 3 of 3");
        Files.writeString(beat, "x");
        assertThat(Sessions.isRunning(pid)).isTrue();
        rig.call("monitor", "stop").endsWith(0);
        assertThat(Sessions.isRunning(pid)).isFalse();
    }

    @Test
    @DisplayName("AM_START ends an earlier monitor")
    void startTwice() throws Exception {
        rig.call("monitor", "start", "file", "/", "999999").endsWith(0);
        long first = rig.noted("monitor");

        rig.call("monitor", "start", "command", "true").endsWith(0);

        assertThat(Sessions.isRunning(first)).isFalse();
        await().until(() -> Sessions.isRunning(rig.noted("monitor")));
    }
}
