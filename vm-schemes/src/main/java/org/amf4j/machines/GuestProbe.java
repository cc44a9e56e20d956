package org.amf4j.machines;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks guests for their health all the time, as a client in their network, and prints who answered. A program of its own,
 * because a JVM is in one network only: {@code GuestProbe ADDRESS...} prints lines of address, instant in nanoseconds since
 * 1970, and the boot that answered. It ends when its output is closed, or its parent has ended.
 */
public final class GuestProbe {
    private static final int PORT = 80;
    private static final int CONNECT_MILLIS_MAX = 250;
    private static final int ANSWER_MILLIS_MAX = 1_000;
    private static final long WELL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ILL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final byte[] QUESTION = "GET /cgi-bin/health HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern BOOT = Pattern.compile("\"boot\":\"([^\"]+)\"");

    private GuestProbe() {}

    /** Asks until nobody listens. */
    public static void main(String[] addresses) {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        for (String address : addresses) {
            Thread thread = new Thread(() -> ask(new InetSocketAddress(address, PORT)), "probe-" + address);
            thread.setDaemon(true);
            thread.start();
        }
        parent.onExit().join();
    }

    private static void ask(InetSocketAddress guest) {
        while (!System.out.checkError()) {
            String answer = answer(guest);
            Matcher boot = BOOT.matcher(answer);
            if (boot.find()) {
                System.out.println(guest.getAddress().getHostAddress() + " " + now() + " " + boot.group(1));
            }
            LockSupport.parkNanos(answer.isEmpty() ? ILL_PAUSE_NANOS : WELL_PAUSE_NANOS);
        }
        System.exit(0);
    }

    private static String answer(InetSocketAddress guest) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            socket.connect(guest, CONNECT_MILLIS_MAX);
            socket.getOutputStream().write(QUESTION);
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
