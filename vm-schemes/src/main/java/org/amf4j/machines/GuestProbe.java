package org.amf4j.machines;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks guests for their health all the time, as a client in their network, and prints who answered. A program of its own,
 * because a JVM is in one network only: {@code GuestProbe QUESTION...} prints lines of whom it has asked, the instant in
 * nanoseconds since 1970, and who answered. It ends when its output is closed, or its parent has ended.
 *
 * <p>{@code ADDRESS} is a guest, and its boot answers. {@code NAME=ADDRESS:PORT,...} is a service that is at one of these
 * addresses, whose first line says who answers.
 */
public final class GuestProbe {
    private static final int HEALTH_PORT = 80;
    private static final int CONNECT_MILLIS_MAX = 250;
    private static final int ANSWER_MILLIS_MAX = 1_000;
    private static final long WELL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ILL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String HEALTH = "GET /cgi-bin/health HTTP/1.0\r\n\r\n";
    private static final Pattern BOOT = Pattern.compile("\"boot\":\"([^\"]+)\"");

    private GuestProbe() {}

    /** Asks until nobody listens. */
    public static void main(String[] questions) {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        for (String question : questions) {
            int equals = question.indexOf('=');
            if (equals < 0) {
                start(question, new InetSocketAddress(question, HEALTH_PORT), HEALTH, WELL_PAUSE_NANOS);
                continue;
            }
            for (String place : question.substring(equals + 1).split(",")) {
                int colon = place.lastIndexOf(':');
                InetSocketAddress address =
                        new InetSocketAddress(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
                start(question.substring(0, equals), address, "", ILL_PAUSE_NANOS);
            }
        }
        parent.onExit().join();
    }

    private static void start(String name, InetSocketAddress address, String text, long pauseNanos) {
        Thread thread = new Thread(() -> ask(name, address, text, pauseNanos), "probe-" + address);
        thread.setDaemon(true);
        thread.start();
    }

    private static void ask(String name, InetSocketAddress address, String text, long pauseNanos) {
        while (!System.out.checkError()) {
            String answer = answer(address, text);
            Optional<String> who = text.isEmpty() ? firstLines(answer) : boot(answer);
            who.ifPresent(from -> System.out.println(name + " " + now() + " " + from));
            LockSupport.parkNanos(answer.isEmpty() ? ILL_PAUSE_NANOS : pauseNanos);
        }
        System.exit(0);
    }

    private static Optional<String> boot(String answer) {
        Matcher boot = BOOT.matcher(answer);
        return boot.find() ? Optional.of(boot.group(1)) : Optional.empty();
    }

    /** Who answers, and in a second line the number of one that counts. */
    private static Optional<String> firstLines(String answer) {
        return answer.lines().limit(2).map(line -> line.replace(' ', '_')).reduce((who, number) -> who + " " + number);
    }

    private static String answer(InetSocketAddress address, String text) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            socket.connect(address, CONNECT_MILLIS_MAX);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return ""; // nobody serves just now: that is what is measured
        }
    }

    private static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
