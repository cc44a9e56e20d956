package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client that asks a server on this machine again and again. */
final class Asking {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 2_000_000;
    private static final int ANSWER_MILLIS = 1_000;

    private Asking() {}

    /** The last line of the answer to a text; empty when there is none. */
    static String once(int port, String text) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String last = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last = line;
            }
            return last;
        } catch (IOException e) {
            return "";
        }
    }

    static String http(int port, String path) {
        return once(port, "GET " + path + " HTTP/1.0\r\n\r\n");
    }

    /** One command of Redis, and its answer without the mark before it. */
    static String redis(int port, String command) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            String answer = line != null && line.startsWith("$") && !line.equals("$-1") ? reader.readLine() : line;
            return answer == null ? "" : answer;
        } catch (IOException e) {
            return "";
        }
    }

    /** What is asked. */
    interface Question {
        boolean isAnswered();
    }

    /** Kills, then asks every other millisecond until there is an answer; prints and returns how long that took. */
    static Duration outage(String what, Runnable kill, Question question) {
        long begin = System.nanoTime();
        kill.run();
        while (!question.isAnswered()) {
            assertThat(System.nanoTime() - begin)
                    .as("%s is not served after %s", what, LIMIT)
                    .isLessThan(LIMIT.toNanos());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        Duration outage = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf(
                "%s: killed, served again after %d ms%n", what, TimeUnit.NANOSECONDS.toMillis(outage.toNanos()));
        return outage;
    }
}
