package org.amf4j.ckpt.node;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.Change;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.registry.RegistryCommand;
import org.amf4j.ckpt.section.Entry;

/** Where the replica of a checkpoint says what it has to say. */
interface Outlet {

    /** To another node. */
    void send(String node, PeerMessage message);

    /** To whoever made a request. */
    void done(Entry.Origin origin, long number, AisStatus status, String text);

    /** To those on this node who follow the checkpoint; has become readable here. */
    void changed(Entry.Origin origin, List<Change> changes);

    /** To the controllers; nobody waits for the answer. */
    void command(RegistryCommand command);

    /** The space for sections is exhausted, or is not any more. */
    void exhausted(boolean isSo);
}
