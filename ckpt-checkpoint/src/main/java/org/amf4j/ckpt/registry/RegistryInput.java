package org.amf4j.ckpt.registry;

import java.util.List;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/** What the log tells the registry. */
public sealed interface RegistryInput {

    /** A node has joined the cluster in a life. */
    record Joined(String node, long life) implements RegistryInput {}

    /** A life of a node's agent is over: nothing of it serves any more. */
    record Left(String node, long life) implements RegistryInput {}

    /** The checkpoint service of a node has ended with its process; the life of its agent goes on without it. */
    record Paused(String node, long agentLife) implements RegistryInput {}

    /** A node that was paused has a checkpoint service again, which knows nothing, in a life of its own. */
    record Returned(String node, long agentLife, long life) implements RegistryInput {}

    /** A node asks; its requests are numbered from 1 in each of its lives, and one comes after the answer to another. */
    record Request(String node, long life, long number, List<RegistryCommand> commands) implements RegistryInput {
        public Request {
            commands = List.copyOf(commands);
        }
    }

    /** Time has passed. */
    record Tick() implements RegistryInput {}

    /** The bytes of one that goes into the log by itself. */
    static byte[] toBytes(RegistryInput input) {
        WireWriter out = new WireWriter();
        switch (input) {
            case Request request -> {
                out.number(1).text(request.node()).number(request.life()).number(request.number());
                out.all(request.commands(), c -> c.write(out));
            }
            case Tick tick -> out.number(2);
            case Joined joined -> out.number(3).text(joined.node()).number(joined.life());
            case Left left -> out.number(4).text(left.node()).number(left.life());
            case Paused paused -> out.number(5).text(paused.node()).number(paused.agentLife());
            case Returned back ->
                out.number(6).text(back.node()).number(back.agentLife()).number(back.life());
        }
        return out.toBytes();
    }

    /** The one in these bytes. */
    static RegistryInput of(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        int kind = in.count();
        RegistryInput input = switch (kind) {
            case 1 -> new Request(in.text(), in.number(), in.number(), in.all(() -> RegistryCommand.read(in)));
            case 2 -> new Tick();
            case 3 -> new Joined(in.text(), in.number());
            case 4 -> new Left(in.text(), in.number());
            case 5 -> new Paused(in.text(), in.number());
            case 6 -> new Returned(in.text(), in.number(), in.number());
            default -> throw new IllegalArgumentException("unknown input " + kind);
        };
        in.end();
        return input;
    }
}
