package org.amf4j.admin.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.admin.cluster.Await;

/**
 * A client of the demonstration's service that asks all the time: one line there, one line back, which begins with the
 * name of the component that answers. Its thread ends with {@link #close()}.
 */
final class ServiceClient implements AutoCloseable {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int ANSWER_MILLIS_MAX = 1000;
    private static final Duration END_LIMIT = Duration.ofSeconds(3);

    private final InetSocketAddress service;
    private final Thread thread;
    private final Map<String, Long> answersByName = new LinkedHashMap<>();
    private long failures;
    private long lastAnswerNanos;
    private String lastName = "";
    private long longestGapNanos;
    private volatile boolean ended;

    private ServiceClient(InetSocketAddress service) {
        this.service = service;
        this.thread = new Thread(this::run, "service-client");
        thread.setDaemon(true);
    }

    /** Begins to ask. */
    static ServiceClient start(InetSocketAddress service) {
        ServiceClient client = new ServiceClient(service);
        client.thread.start();
        return client;
    }

    /**
     * What the client has seen so far.
     *
     * @param answersByName answers by the name of who gave them, in the order of their first answer
     * @param failures requests without an answer
     * @param longestGapNanos longest time between two answers
     * @param lastName who answered last; empty before the first answer
     */
    record Seen(Map<String, Long> answersByName, long failures, long longestGapNanos, String lastName) {
        long answers() {
            return answersByName.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    synchronized Seen seen() {
        return new Seen(new LinkedHashMap<>(answersByName), failures, longestGapNanos, lastName);
    }

    /** Waits until somebody whose name is not this one answers. */
    boolean awaitAnswerOfOther(String name, Duration limit) {
        return Await.until(limit, () -> {
            String last = seen().lastName();
            return !last.isEmpty() && !last.equals(name);
        });
    }

    private void run() {
        while (!ended) {
            try (Socket socket = new Socket()) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(ANSWER_MILLIS_MAX);
                socket.connect(service, ANSWER_MILLIS_MAX);
                ask(socket);
            } catch (IOException e) {
                // Nobody serves just now: that is what is measured here.
                failed();
                LockSupport.parkNanos(INTERVAL_NANOS);
            }
        }
    }

    private void ask(Socket socket) throws IOException {
        BufferedReader answers =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        while (!ended) {
            socket.getOutputStream().write('\n');
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("the connection was closed");
            }
            answered(answer.split(" ", 2)[0]);
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    private synchronized void answered(String name) {
        long now = System.nanoTime();
        if (!lastName.isEmpty()) {
            longestGapNanos = Math.max(longestGapNanos, now - lastAnswerNanos);
        }
        lastAnswerNanos = now;
        lastName = name;
        answersByName.merge(name, 1L, Long::sum);
    }

    private synchronized void failed() {
        failures++;
    }

    @Override
    public void close() {
        ended = true;
        Await.until(END_LIMIT, () -> !thread.isAlive());
    }
}
