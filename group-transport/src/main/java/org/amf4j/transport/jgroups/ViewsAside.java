package org.amf4j.transport.jgroups;

import java.util.function.Consumer;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.util.MessageBatch;
import org.jgroups.util.PassRegularMessagesUpDirectly;

/**
 * Messages go up in the thread that reads their connection, except those by which members agree on a view.
 *
 * <p>Whoever is told to install a merged view waits for the acknowledgements of its members, the sender's too. In the thread
 * that reads the sender's connection it would not hear them, nor the sender's heartbeats, until it gave up two seconds
 * later; by then it suspects the sender, and the group falls apart again.
 */
final class ViewsAside extends PassRegularMessagesUpDirectly {

    private static final short VIEWS = ClassConfigurator.getProtocolId(GMS.class);

    private final Consumer<Address> heard;

    /**
     * Such a way.
     *
     * @param heard told whose message has been read, before it goes up
     */
    ViewsAside(Consumer<Address> heard) {
        this.heard = heard;
    }

    @Override
    public boolean process(Message message, boolean outOfBand) {
        heard.accept(message.getSrc());
        return super.process(message, outOfBand || isOfViews(message));
    }

    @Override
    public boolean process(MessageBatch batch, boolean outOfBand) {
        heard.accept(batch.sender());
        return super.process(batch, outOfBand || batch.stream().anyMatch(ViewsAside::isOfViews));
    }

    private static boolean isOfViews(Message message) {
        return message.getHeader(VIEWS) != null;
    }
}
