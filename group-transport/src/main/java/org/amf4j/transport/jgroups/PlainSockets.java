package org.amf4j.transport.jgroups;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jgroups.util.DefaultSocketFactory;

/**
 * Connections without TLS, whose reading threads wait inside of the one call that reads.
 *
 * <p>A {@link Socket} of its own that was once read or connected with a time limit, as JGroups does in the beginning, never
 * blocks again: each message costs a read in vain, a poll and a read. That of a channel blocks again after the time limit.
 */
final class PlainSockets extends DefaultSocketFactory {

    @Override
    public Socket createSocket(String service) throws IOException {
        return SocketChannel.open().socket();
    }

    @Override
    public ServerSocket createServerSocket(String service) throws IOException {
        return ServerSocketChannel.open().socket();
    }
}
