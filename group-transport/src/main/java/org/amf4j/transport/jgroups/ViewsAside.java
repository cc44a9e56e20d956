package org.amf4j.transport.jgroups;

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

    @Override
    public boolean process(Message message, boolean outOfBand) {
        return super.process(message, outOfBand || isOfViews(message));
    }

    @Override
    public boolean process(MessageBatch batch, boolean outOfBand) {
        return super.process(batch, outOfBand || batch.stream().anyMatch(ViewsAside::isOfViews));
    }

    private static boolean isOfViews(Message message) {
        return message.getHeader(VIEWS) != null;
    }
}
