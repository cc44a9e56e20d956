package org.amf4j.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A TCP service on the loopback address: to every line it answers with a line that says who it is and how often it has
 * answered. To {@code GET} it speaks just enough HTTP for curl and a browser.
 *
 * <p>One thread serves all connections. {@link #start} and {@link #stop} are for one controlling thread; when
 * {@code stop} returns, the port is free for the next one to become active.
 */
final class StreamServer implements AutoCloseable {

    /** Longest request line, in bytes; a connection that sends more is closed. */
    static final int REQUEST_BYTES_MAX = 4096;

    /** How long {@link #stop} waits for the serving thread, which never blocks, in milliseconds. */
    static final int STOP_TIMEOUT_MILLIS = 2000;

    private static final int BACKLOG = 128;

    private final String name;
    private long answers;
    private Selector selector;
    private Thread thread;
    private volatile boolean isStopping;

    StreamServer(String name) {
        this.name = name;
    }

    /** Serves on the port, 0 for any; without effect if it serves already. */
    int start(int port) throws IOException {
        if (thread != null) {
            return boundPort();
        }
        selector = Selector.open();
        try {
            ServerSocketChannel listening = ServerSocketChannel.open();
            listening.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            closeAll();
            throw e;
        }
        isStopping = false;
        thread = new Thread(this::serve, "stream");
        thread.setDaemon(true);
        thread.start();
        return boundPort();
    }

    private int boundPort() throws IOException {
        for (SelectionKey key : selector.keys()) {
            if (key.channel() instanceof ServerSocketChannel listening) {
                return ((InetSocketAddress) listening.getLocalAddress()).getPort();
            }
        }
        throw new IOException("the listening socket is closed");
    }

    /** Stops serving and closes all connections; without effect if it does not serve. */
    void stop() {
        if (thread == null) {
            return;
        }
        isStopping = true;
        selector.wakeup();
        try {
            thread.join(STOP_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("the serving thread has not ended in " + STOP_TIMEOUT_MILLIS + " ms");
        }
        thread = null;
    }

    @Override
    public void close() {
        stop();
    }

    /** Whether it does what it should: serve, or not. */
    boolean isWell() {
        return thread == null || thread.isAlive();
    }

    /** Serves one request of its own, so that the first real one after a take-over meets no cold code. */
    void warmUp() throws IOException {
        int port = start(0);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(STOP_TIMEOUT_MILLIS);
            socket.getOutputStream().write('\n');
            if (socket.getInputStream().read() < 0) {
                throw new IOException("no answer");
            }
        } finally {
            stop();
            answers = 0;
        }
    }

    private void serve() {
        try {
            while (!isStopping) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            System.err.println(name + ": serving ended: " + e.getMessage());
        } finally {
            closeAll();
        }
    }

    private void closeAll() {
        for (SelectionKey key : selector.keys()) {
            close(key);
        }
        try {
            selector.close();
        } catch (IOException e) {
            System.err.println(name + ": closing: " + e.getMessage());
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else {
                read(key);
            }
        } catch (IOException e) {
            // The other side is gone; the next one is served.
            close(key);
        }
    }

    private void accept(ServerSocketChannel listening) throws IOException {
        SocketChannel connection = listening.accept();
        if (connection != null) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connection.configureBlocking(false);
            connection.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(REQUEST_BYTES_MAX));
        }
    }

    private void read(SelectionKey key) throws IOException {
        SocketChannel connection = (SocketChannel) key.channel();
        ByteBuffer request = (ByteBuffer) key.attachment();
        boolean isEnd = connection.read(request) < 0 || !request.hasRemaining();
        request.flip();
        int end = endOfLine(request);
        while (end >= 0) {
            boolean isHttp = end >= 3 && request.get(0) == 'G' && request.get(1) == 'E' && request.get(2) == 'T';
            connection.write(answer(isHttp));
            if (isHttp) {
                close(key);
                return;
            }
            request.position(end + 1);
            request.compact().flip();
            end = endOfLine(request);
        }
        request.position(request.limit()).limit(request.capacity());
        if (isEnd) {
            close(key);
        }
    }

    private static int endOfLine(ByteBuffer request) {
        for (int i = 0; i < request.limit(); i++) {
            if (request.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private ByteBuffer answer(boolean isHttp) {
        String line = name + " ACTIVE " + ++answers + "\n";
        String text = isHttp
                ? "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + line.length() + "\r\n\r\n" + line
                : line;
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel();
        }
    }
}
