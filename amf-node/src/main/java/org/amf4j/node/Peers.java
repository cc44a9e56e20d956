package org.amf4j.node;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Who may open a session: a process of the user under which the agent runs its commands, which is the agent's own
 * user. The operating system vouches for the user of the other end; what a process says about itself does not count.
 */
final class Peers {

    private static final ChannelOption<UnixDomainPrincipal> CREDENTIALS =
            NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED);

    private final UserPrincipal owner;

    Peers(UserPrincipal owner) {
        this.owner = owner;
    }

    /** The rule for the user that this process runs as; finds it out by making a file in the folder. */
    static Peers sameAsOurs(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "owner", ".probe");
        try {
            return new Peers(Files.getOwner(probe));
        } finally {
            Files.delete(probe);
        }
    }

    /** The user at the other end; empty when the operating system does not tell. */
    static Optional<UserPrincipal> userOf(Channel channel) {
        return Optional.ofNullable(channel.config().getOption(CREDENTIALS)).map(UnixDomainPrincipal::user);
    }

    boolean mayOpenSessions(Optional<UserPrincipal> user) {
        return user.isPresent() && user.get().equals(owner);
    }
}
