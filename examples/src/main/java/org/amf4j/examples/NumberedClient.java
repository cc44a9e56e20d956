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
import java.util.function.BooleanSupplier;

/**
 * A client of {@link NumberedStreamer}: says after which number it wants to go on whenever it has to connect again, and
 * looks whether a number is missing or comes twice. Prints for how long nothing came when another one begins to send.
 */
public final class NumberedClient {

    private static final int EXIT_USAGE = 64;
    private static final int EXIT_WRONG = 1;
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final InetSocketAddress service;
    private final PrintStream output;
    private final SequenceLog log = new SequenceLog();

    /** A client of the service on this port of the loopback address. */
    public NumberedClient(int port, PrintStream output) {
        this.service = new InetSocketAddress("127.0.0.1", port);
        this.output = output;
    }

    /**
     * Arguments: {@code PORT [SECONDS]}; without SECONDS it runs until interrupted. Ends with 1 if a number was missing or
     * came twice, or none came.
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream output) {
        try {
            NumberedClient client = new NumberedClient(Integer.parseInt(arguments[0]), output);
            long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : TimeUnit.DAYS.toSeconds(1);
            long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            client.follow(() -> System.nanoTime() - endNanos >= 0);
            SequenceLog log = client.log();
            output.printf(
                    Locale.ROOT,
                    "%d numbers, %d missing, %d repeated, %d changes, longest %.1f ms%n",
                    log.numbers(),
                    log.missing(),
                    log.repeated(),
                    log.changes(),
                    log.longestNanos() / NANOS_PER_MILLI);
            return log.numbers() == 0 || log.missing() + log.repeated() > 0 ? EXIT_WRONG : 0;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            System.err.println("usage: NumberedClient PORT [SECONDS]");
            return EXIT_USAGE;
        }
    }

    /** What has arrived; may be looked at by any thread. */
    public SequenceLog log() {
        return log;
    }

    /** Reads, and connects again when it has to, until it is over; for one thread. */
    public void follow(BooleanSupplier isOver) {
        while (!isOver.getAsBoolean()) {
            try (Socket socket = new Socket()) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.connect(service, TIMEOUT_MILLIS);
                String request = "AFTER" + log.last().map(n -> " " + n).orElse("") + "\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                read(
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)),
                        isOver);
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE_NANOS); // nobody serves, or who did is gone: the next one will
            }
        }
    }

    private void read(BufferedReader lines, BooleanSupplier isOver) throws IOException {
        while (!isOver.getAsBoolean()) {
            String line = lines.readLine();
            int end = line == null ? -1 : line.indexOf(' ');
            if (end < 0) {
                throw new IOException("the connection was closed");
            }
            String first = line.substring(0, end);
            String rest = line.substring(end + 1);
            if (first.equals("LOST")) {
                log.lost(Long.parseLong(rest));
                output.println(LocalTime.now().format(CLOCK) + "  the service has forgotten what was sent: " + line);
                throw new IOException(line);
            }
            log.received(System.nanoTime(), Long.parseLong(first), rest).ifPresent(this::print);
        }
    }

    private void print(SequenceLog.Change change) {
        output.printf(
                Locale.ROOT,
                "%s  %s sends after %.1f ms, before it %s%n",
                LocalTime.now().format(CLOCK),
                change.after(),
                change.nanos() / NANOS_PER_MILLI,
                change.before());
    }
}
