package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.certificates.CertificateFolder;
import org.amf4j.certificates.CertificateFolder.Issued;
import org.amf4j.certificates.CertificateFolder.Wish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** An authority, and a key and a certificate per node. */
@Command(
        name = "create",
        description = {
            "Makes an authority for a cluster, if the folder has none, and a key and a certificate for each node.",
            "Call it again to add nodes. Each node needs its own folder only; ca.key is needed by nobody but this command,",
            "so keep it where no node runs."
        })
final class CertificatesCreateCommand implements Callable<Integer> {

    @ParentCommand
    private CertificatesCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "the folder of the certificates")
    private Path dir;

    @Option(
            names = "--node",
            paramLabel = "NAME",
            required = true,
            description = "a node's name, that of its CLM node; as often as there are nodes")
    private List<String> nodes;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "" + CertificateFolder.NODE_DAYS,
            description = "how long the nodes' certificates are valid (default: ${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--renew", description = "make new ones for nodes that have one; otherwise those are left")
    private boolean renew;

    @Override
    public Integer call() {
        AmfCommand amf = parent.amf();
        Wish wish;
        try {
            wish = new Wish(nodes, days, renew);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        CertificateFolder folder = new CertificateFolder(amf.surroundings().resolve(dir));
        List<Issued> issued;
        try {
            issued = folder.create(wish, Instant.now());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot make certificates in " + folder.path() + ": " + e.getMessage(),
                    "see that the folder may be written",
                    e);
        }
        output.print(amf.out(), json(folder, issued), () -> text(folder, issued));
        boolean nothing = issued.stream().noneMatch(Issued::created);
        return (nothing ? ExitCode.NO_OPERATION : ExitCode.OK).code();
    }

    private static ObjectNode json(CertificateFolder folder, List<Issued> issued) {
        ObjectNode json = Json.object().put("dir", folder.path().toString());
        ArrayNode list = json.putArray("nodes");
        for (Issued each : issued) {
            list.addObject()
                    .put("name", each.node())
                    .put("created", each.created())
                    .put("expires", each.expires().toString());
        }
        return json;
    }

    private static String text(CertificateFolder folder, List<Issued> issued) {
        StringBuilder text = new StringBuilder();
        for (Issued each : issued) {
            text.append(each.node())
                    .append(each.created() ? ": new, " : ": left as it was (--renew makes a new one), ")
                    .append("valid until ")
                    .append(each.expires().truncatedTo(ChronoUnit.SECONDS))
                    .append(", in ")
                    .append(folder.path().resolve(each.node()))
                    .append('\n');
        }
        return text.toString();
    }
}
