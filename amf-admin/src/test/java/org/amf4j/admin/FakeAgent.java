package org.amf4j.admin;

import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;

/**
 * A process in place of a node agent: takes the same arguments, listens on the operator socket, and answers with a canned
 * status. With a file {@code crash} beside the description it ends at once, with {@code stubborn} it refuses requests to
 * stop.
 */
final class FakeAgent {

    private FakeAgent() {}

    public static void main(String[] arguments) {
        String name = arguments[1];
        Path dir = Path.of(arguments[3]).getParent();
        if (Files.exists(dir.resolve("crash"))) {
            System.err.println("the port is in use");
            System.exit(70);
        }
        FakeNode.start(dir, name, request -> answer(request, Files.exists(dir.resolve("stubborn"))));
        Waiting.forLong();
    }

    private static AdminReply answer(AdminRequest request, boolean stubborn) {
        if (!request.getQuery().getKind().equals("stop")) {
            return FakeNode.json(CannedStatus.HEALTHY);
        }
        if (!stubborn) {
            Runtime.getRuntime().halt(0);
        }
        return FakeNode.reply(AisStatus.ERR_NOT_SUPPORTED, "no");
    }
}
