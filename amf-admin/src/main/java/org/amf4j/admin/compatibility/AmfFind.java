package org.amf4j.admin.compatibility;

import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Names of AMF objects by short class names. */
@Command(name = "amf-find", description = "Lists the names of AMF objects of a class, by its short name.")
final class AmfFind extends OldCommand {

    @Parameters(index = "0", paramLabel = "CLASS", description = "app, sg, su, si, comp, csi, node, sutype, ...")
    private String className;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DN", description = "only below this object")
    private Optional<String> root = Optional.empty();

    @Override
    void run(AdminClient client) {
        find(client, Optional.of(ShortClass.named(className)), root).forEach(out()::println);
    }
}
