package org.amf4j.transport.jgroups;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.transport.secure.SecureLinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, and gives out connections only when the other side has shown who it is.
 *
 * <p>JGroups accepts with one thread and would wait there for the first bytes of everybody. So each handshake has a
 * thread of its own here, a time limit, and a limit of how many there are: whoever is silent, slow or wrong holds up
 * nobody else. A peer must also say that it listens where the node that its certificate names does; otherwise it would
 * get the messages of another.
 */
final class SecuredServerSocket extends ServerSocket {

    /** How many may be on their way in at a time; further ones are closed at once. */
    static final int HANDSHAKES_MAX = 32;

    private static final long OFFER_MILLIS = 100;

    /** How often whoever accepts looks whether the socket is closed, which wakes it up anyway. */
    private static final long LOOK_MILLIS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(SecuredServerSocket.class);

    private final SecureLinks links;
    private final OpenLinks open;
    private final MemberList members;
    private final BlockingQueue<Socket> secured = new ArrayBlockingQueue<>(HANDSHAKES_MAX);
    private final Semaphore free = new Semaphore(HANDSHAKES_MAX);
    private final AtomicBoolean started = new AtomicBoolean();

    SecuredServerSocket(SecureLinks links, OpenLinks open, MemberList members) throws IOException {
        this.links = links;
        this.open = open;
        this.members = members;
    }

    /** The next peer that has shown who it is. */
    @Override
    public Socket accept() throws IOException {
        if (started.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("accept-" + getLocalPort()).start(this::acceptAll);
        }
        try {
            while (!isClosed()) {
                Socket next = secured.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null && !isClosed()) {
                    return next;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new SocketException("the server socket is closed");
    }

    private void acceptAll() {
        while (!isClosed()) {
            SecuredSocket next = new SecuredSocket(links, open);
            try {
                implAccept(next);
            } catch (IOException failed) {
                if (!isClosed()) {
                    LOG.atWarn().setCause(failed).log("a connection could not be accepted");
                }
                continue;
            }
            if (free.tryAcquire()) {
                Thread.ofVirtual().name("secure-" + next.getPort()).start(() -> secureAndRelease(next));
            } else {
                links.refused(
                        next.getRemoteSocketAddress(),
                        new IllegalStateException("more than " + HANDSHAKES_MAX
                                + " connections are on their way in; see who connects there without an end"));
                close(next);
            }
        }
    }

    private void secureAndRelease(SecuredSocket socket) {
        SocketAddress peer = socket.getRemoteSocketAddress();
        AtomicBoolean late = new AtomicBoolean();
        // The limit of a single read does not end a peer that sends byte by byte.
        Thread watch = Thread.ofVirtual().start(() -> closeAfterLimit(socket, late));
        try {
            socket.secureAccepted(members.addresses());
            watch.interrupt();
            watch.join();
            if (late.get() || isClosed() || !secured.offer(socket, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
                close(socket);
            }
        } catch (IOException refused) {
            watch.interrupt();
            close(socket);
            links.refused(peer, late.get() ? new SocketTimeoutException() : refused);
        } catch (InterruptedException interrupted) {
            close(socket);
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private static void closeAfterLimit(Socket socket, AtomicBoolean late) {
        try {
            Thread.sleep(SecuredSocket.HANDSHAKE_MILLIS_MAX);
            late.set(true);
            close(socket);
        } catch (InterruptedException inTime) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            LOG.atDebug().setCause(failed).log("a refused connection did not close well");
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        for (Socket waiting = secured.poll(); waiting != null; waiting = secured.poll()) {
            close(waiting);
        }
        secured.offer(new Socket()); // whoever accepts wakes up and sees that it is over
    }
}
