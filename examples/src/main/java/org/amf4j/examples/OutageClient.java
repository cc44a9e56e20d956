package org.amf4j.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A client of {@link Streamer} that asks all the time and prints how long nobody answered, and who did
 * before and after.
 */
public final class OutageClient {

    private static final int EXIT_USAGE = 64;
    private static final int EXIT_NO_ANSWER = 1;
    private static final int TIMEOUT_MILLIS = 1000;
    private static final int NOTICED_INTERVALS = 10;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final InetSocketAddress service;
    private final long intervalNanos;
    private final PrintStream output;
    private Socket socket = new Socket();
    private BufferedReader answers = new BufferedReader(BufferedReader.nullReader());

    private OutageClient(InetSocketAddress service, long intervalNanos, PrintStream output) {
        this.output = output;
        this.service = service;
        this.intervalNanos = intervalNanos;
    }

    /**
     * Arguments: {@code PORT [INTERVAL_MS [SECONDS]]}; without SECONDS it runs until interrupted. Ends with 1 if nobody
     * ever answered.
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream output) throws IOException {
        try {
            int port = Integer.parseInt(arguments[0]);
            double intervalMillis = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 2;
            long seconds = arguments.length > 2 ? Long.parseLong(arguments[2]) : TimeUnit.DAYS.toSeconds(1);
            OutageClient client = new OutageClient(
                    new InetSocketAddress("127.0.0.1", port), (long) (intervalMillis * NANOS_PER_MILLI), output);
            OutageLog log = client.ask(TimeUnit.SECONDS.toNanos(seconds));
            output.printf(
                    Locale.ROOT,
                    "%d answers, %d gaps, longest %.1f ms%n",
                    log.count(),
                    log.gaps(),
                    log.longestNanos() / NANOS_PER_MILLI);
            return log.count() == 0 ? EXIT_NO_ANSWER : 0;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            System.err.println("usage: OutageClient PORT [INTERVAL_MS [SECONDS]]");
            return EXIT_USAGE;
        }
    }

    private OutageLog ask(long durationNanos) throws IOException {
        long endNanos = System.nanoTime() + durationNanos;
        OutageLog log = new OutageLog(System.nanoTime(), NOTICED_INTERVALS * intervalNanos);
        for (long now = System.nanoTime(); now - endNanos < 0; now = System.nanoTime()) {
            try {
                String name = ask();
                log.answered(System.nanoTime(), name).ifPresent(this::print);
            } catch (IOException e) {
                socket.close();
                if (log.failed()) {
                    output.println(LocalTime.now().format(CLOCK) + "  no answer: " + e.getMessage());
                }
            }
            LockSupport.parkNanos(now + intervalNanos - System.nanoTime());
        }
        socket.close();
        return log;
    }

    /** The name of who answers. */
    private String ask() throws IOException {
        if (!socket.isConnected() || socket.isClosed()) {
            connect();
        }
        socket.getOutputStream().write('\n');
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the connection was closed");
        }
        int end = answer.indexOf(' ');
        return end < 0 ? answer : answer.substring(0, end);
    }

    private void connect() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(service, TIMEOUT_MILLIS);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private void print(OutageLog.Gap gap) {
        output.printf(
                Locale.ROOT,
                "%s  %s answers after %.1f ms%s%n",
                LocalTime.now().format(CLOCK),
                gap.after(),
                gap.nanos() / NANOS_PER_MILLI,
                gap.before().isEmpty() || gap.before().equals(gap.after()) ? "" : ", before it " + gap.before());
    }
}
