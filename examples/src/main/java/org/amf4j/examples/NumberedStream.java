package org.amf4j.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP service on the loopback address that sends the numbers 1, 2, 3 and so on, one in each period, to all its clients.
 * A number is kept before it is sent, so whoever goes on after this one knows each number that a client may have.
 *
 * <p>A client says one line, {@code AFTER n} to get what follows n or {@code AFTER} to get what is new from now on, and
 * reads lines of a number and the name of who sent it. A client that has more than was ever kept is told {@code LOST}.
 *
 * <p>{@link #start} and {@link #stop} are for one controlling thread; when {@code stop} returns, nothing more is sent,
 * and the port is free; the number after the last one sent may still be being kept.
 */
final class NumberedStream implements AutoCloseable {

    /** Clients at a time; one more is not accepted until another one goes. */
    static final int CLIENTS_MAX = 64;

    /** How long {@link #stop} waits for each of its threads, in milliseconds. */
    static final int STOP_TIMEOUT_MILLIS = 2_000;

    /** How long a client has for its line, in milliseconds. */
    static final int REQUEST_TIMEOUT_MILLIS = 2_000;

    private static final int REQUEST_CHARACTERS_MAX = 64;
    private static final int LINES_AT_ONCE = 512;
    private static final String REQUEST = "AFTER";

    private final String name;
    private final Position position;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private final Object news = new Object();
    private ServerSocket listening;
    private long last;
    private long periodNanos;
    private volatile boolean isStopping;
    private volatile boolean hasFailed;

    /** Where the last number is kept. */
    interface Position {
        /** The last number that was kept; 0 before the first. */
        long read() throws IOException;

        /** Returns when the number is kept so that it will not be lost; fails when that is not certain. */
        void keep(long number) throws IOException;
    }

    NumberedStream(String name, Position position) {
        this.name = name;
        this.position = position;
    }

    /** Goes on after the number that is kept, on this port, 0 for any; without effect if it does so already. */
    int start(int port, Duration period) throws IOException {
        if (!threads.isEmpty()) {
            return listening.getLocalPort();
        }
        last = position.read();
        periodNanos = period.toNanos();
        listening = new ServerSocket();
        try {
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CLIENTS_MAX);
        } catch (IOException e) {
            listening.close();
            throw e;
        }
        isStopping = false;
        hasFailed = false;
        begin("numbers-make", this::make);
        begin("numbers-accept", this::accept);
        return listening.getLocalPort();
    }

    private void begin(String what, Runnable work) {
        Thread thread = new Thread(work, what);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Ends all connections and the making of numbers; without effect if nothing goes on. */
    void stop() {
        if (threads.isEmpty()) {
            return;
        }
        isStopping = true;
        close(listening);
        clients.forEach(NumberedStream::close);
        synchronized (news) {
            news.notifyAll();
        }
        for (Thread thread : threads) {
            thread.interrupt(); // it may wait for a number to be kept
            try {
                thread.join(STOP_TIMEOUT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                throw new IllegalStateException(
                        "the thread " + thread.getName() + " has not ended in " + STOP_TIMEOUT_MILLIS + " ms");
            }
        }
        threads.clear();
    }

    @Override
    public void close() {
        stop();
    }

    /** Whether it does what it should: send, or not. */
    boolean isWell() {
        return !hasFailed;
    }

    private void make() {
        try {
            while (!isStopping) {
                long next = last + 1; // only this thread changes it
                position.keep(next);
                synchronized (news) {
                    last = next;
                    news.notifyAll();
                }
                LockSupport.parkNanos(periodNanos);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException cause) {
        if (!isStopping) {
            hasFailed = true;
            System.err.println(name + ": " + cause.getMessage());
        }
    }

    private void accept() {
        try {
            while (!isStopping) {
                Socket client = listening.accept();
                clients.add(client);
                if (clients.size() > CLIENTS_MAX || isStopping) {
                    clients.remove(client);
                    client.close();
                } else {
                    Thread thread = new Thread(() -> serve(client), "numbers-client");
                    thread.setDaemon(true);
                    thread.start();
                }
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(REQUEST_TIMEOUT_MILLIS);
            long sent = asked(client);
            OutputStream out = client.getOutputStream();
            if (sent > last()) {
                out.write(("LOST " + last() + "\n").getBytes(StandardCharsets.US_ASCII));
                return;
            }
            while (!isStopping) {
                long upTo = Math.min(await(sent), sent + LINES_AT_ONCE);
                StringBuilder lines = new StringBuilder();
                while (sent < upTo) {
                    lines.append(++sent).append(' ').append(name).append('\n');
                }
                out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The other side is gone, or this one stops; the client will say where it was.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    /** After which number the client goes on. */
    private long asked(Socket client) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), REQUEST_CHARACTERS_MAX);
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c != '\n'; c = reader.read()) {
            if (c < 0 || line.length() == REQUEST_CHARACTERS_MAX) {
                throw new IOException("no request");
            }
            line.append((char) c);
        }
        String request = line.toString().strip();
        if (request.equals(REQUEST)) {
            return last();
        }
        try {
            if (request.startsWith(REQUEST + " ")) {
                return Long.parseUnsignedLong(request.substring(REQUEST.length() + 1));
            }
        } catch (NumberFormatException e) {
            throw new IOException("not a number: " + request, e);
        }
        throw new IOException("not a request: " + request);
    }

    private long last() {
        synchronized (news) {
            return last;
        }
    }

    /** Waits until there is something after this number, or the end. */
    private long await(long sent) throws InterruptedException {
        synchronized (news) {
            while (last <= sent && !isStopping) {
                news.wait(TimeUnit.SECONDS.toMillis(1));
            }
            return isStopping ? sent : last;
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            System.err.println("closing: " + e.getMessage());
        }
    }
}
