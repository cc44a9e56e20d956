package org.amf4j.admin.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.protocol.imm.ImmRead;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.model.ImmCodec;

/** Reads objects of the information model with typed values, however many. For one thread. */
public final class ObjectReader {

    /** As many as a node reads at once. */
    private static final int OBJECTS_PER_REQUEST = 100;

    private final AdminClient client;

    /** Asks this cluster. */
    public ObjectReader(AdminClient client) {
        this.client = client;
    }

    /**
     * Objects with these attributes as they are now, in the order of the names; one that has gone meanwhile is left out.
     *
     * @param dns full names of objects whose classes have all of the attributes
     */
    public List<ImmObject> attributes(List<String> dns, List<String> attributes) {
        return read(dns, ImmRead.newBuilder().addAllAttributes(attributes));
    }

    /** Objects with all of their attributes, in the order of the names; one that has gone meanwhile is left out. */
    public List<ImmObject> whole(List<String> dns) {
        return read(dns, ImmRead.newBuilder());
    }

    private List<ImmObject> read(List<String> dns, ImmRead.Builder read) {
        List<ImmObject> objects = new ArrayList<>(dns.size());
        for (int from = 0; from < dns.size(); from += OBJECTS_PER_REQUEST) {
            List<String> part = dns.subList(from, Math.min(dns.size(), from + OBJECTS_PER_REQUEST));
            read.clearDns().addAllDns(part).setOnlyExisting(true);
            ImmReply reply = reply(ImmRequest.newBuilder().setRead(read).build());
            reply.getObjectsList().forEach(object -> objects.add(ImmCodec.fromMessage(object)));
        }
        return objects;
    }

    private ImmReply reply(ImmRequest request) {
        try {
            return ImmReply.parseFrom(client.read(request).getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw AdminClient.unreadable("read", e);
        }
    }
}
