package org.amf4j.admin.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Finds TCP ports on loopback that nobody uses, below the range from which the system takes ports for connections. */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;
    private static final int ATTEMPTS_PER_PORT = 200;

    private FreePorts() {}

    /** As many different free ports as asked for. */
    public static List<Integer> find(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int attempt = 0; held.size() < count; attempt++) {
                if (attempt == count * ATTEMPTS_PER_PORT) {
                    throw new IOException("no " + count + " free ports between " + FIRST + " and " + LAST);
                }
                tryOne(ThreadLocalRandom.current().nextInt(FIRST, LAST + 1), held);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static void tryOne(int port, List<ServerSocket> held) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            held.add(socket);
        } catch (IOException e) {
            // Somebody uses it: the next attempt takes another.
            socket.close();
        }
    }
}
