package org.amf4j.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the guardians of dead agents: one UDP packet each, {@code amf4j-ended INCARNATION WORD AGENT}. Whether the word
 * proves anything is for others to say. One thread.
 */
final class LastWordListener implements AutoCloseable {

    private static final int BYTES_MAX = 512;
    private static final String GREETING = "amf4j-ended";
    private static final int WORDS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(LastWordListener.class);

    private final DatagramSocket socket;
    private final Heard heard;

    /** Who is told. */
    @FunctionalInterface
    interface Heard {
        /** Somebody says that nothing of this life of an agent runs any more. */
        void ended(String agent, long incarnation, String word);
    }

    private LastWordListener(DatagramSocket socket, Heard heard) {
        this.socket = socket;
        this.heard = heard;
    }

    /** Listens; empty, and logged, when the port is taken: fail-over of dead agents waits for their leases then. */
    static Optional<LastWordListener> open(InetSocketAddress address, Heard heard) {
        try {
            LastWordListener listener = new LastWordListener(new DatagramSocket(address), heard);
            Thread thread = new Thread(listener::run, "last-words");
            thread.setDaemon(true);
            thread.start();
            return Optional.of(listener);
        } catch (IOException e) {
            LOG.warn("deaths of agents are not heard of, leases are waited for: address={} protocol=udp", address, e);
            return Optional.empty();
        }
    }

    private void run() {
        byte[] bytes = new byte[BYTES_MAX];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(packet);
                read(new String(bytes, 0, packet.getLength(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("deaths of agents are not heard of any more, leases are waited for", e);
                    socket.close();
                }
            }
        }
    }

    private void read(String text) {
        String[] words = text.split(" ", WORDS);
        if (words.length != WORDS || !words[0].equals(GREETING) || !words[1].matches("[0-9]{1,18}")) {
            LOG.debug("a packet of another kind was dropped: bytes={}", text.length());
            return;
        }
        heard.ended(words[3], Long.parseLong(words[1]), words[2]);
    }

    @Override
    public void close() {
        socket.close();
    }
}
