package org.amf4j.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client of the service that the demonstration keeps available. */
final class Service {

    private static final int LIMIT_MILLIS = 10_000;

    private Service() {}

    /** The component that answers on the port; empty when nobody does. */
    static Optional<String> whoAnswers(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            socket.getOutputStream().write('\n');
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            return Optional.ofNullable(line).map(answer -> answer.split(" ")[0]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
