package org.amf4j.node;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Unix domain socket that is served: its file with its permissions, and who may be there before us. */
final class UnixServer implements AutoCloseable {

    /** Longest path of a socket, in bytes; set by the operating system. */
    static final int PATH_BYTES_MAX = 107;

    /** Bytes that may wait to be read by the other side before it counts as not reading. */
    static final int UNREAD_BYTES_MAX = 4 << 20;

    private static final int BACKLOG = 256;
    private static final Logger LOG = LoggerFactory.getLogger(UnixServer.class);

    private final Path path;
    private final Channel channel;

    private UnixServer(Path path, Channel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Begins to serve.
     *
     * @param path the socket's file
     * @param permissions of the file, as {@code ls} writes them
     * @param threads who serves
     * @param sessions sets each connection up
     * @throws IOException when the path is too long, in use by a running program, or is no socket
     */
    static UnixServer open(Path path, String permissions, EventLoopGroup threads, ChannelInitializer<Channel> sessions)
            throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > PATH_BYTES_MAX) {
            throw new IOException("the path of the socket " + path + " has " + length
                    + " bytes, the operating system allows " + PATH_BYTES_MAX + "; choose a shorter folder");
        }
        Files.createDirectories(path.getParent());
        removeStale(path);
        Channel channel;
        try {
            channel = new ServerBootstrap()
                    .group(threads)
                    .channel(NioServerDomainSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .childOption(
                            ChannelOption.WRITE_BUFFER_WATER_MARK,
                            new WriteBufferWaterMark(UNREAD_BYTES_MAX / 2, UNREAD_BYTES_MAX))
                    .childHandler(sessions)
                    .bind(UnixDomainSocketAddress.of(path))
                    .syncUninterruptibly()
                    .channel();
        } catch (RuntimeException e) {
            throw new IOException("cannot serve the socket " + path + ": " + e.getMessage(), e);
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        return new UnixServer(path, channel);
    }

    /** Removes the socket of a program that is gone. */
    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, "isOther", LinkOption.NOFOLLOW_LINKS)
                .get("isOther")
                .equals(true)) {
            throw new IOException(path + " is in the way and is no socket; move it away");
        }
        boolean served;
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            served = probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            served = false; // Nobody listens.
        }
        if (served) {
            throw new IOException(path + " is served by a running program; stop that agent first");
        }
        Files.delete(path);
        LOG.atInfo().addKeyValue("socket", path).log("removed the socket of a program that is gone");
    }

    Path path() {
        return path;
    }

    /** Takes no more connections and removes the file. */
    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("socket", path).log("cannot remove the socket");
        }
    }
}
