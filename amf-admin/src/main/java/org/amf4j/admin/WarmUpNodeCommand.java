package org.amf4j.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.amf4j.admin.cluster.ClusterStarter;
import org.amf4j.admin.measure.RunFolder;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/**
 * Starts a node with nothing on it and ends it again. The launcher runs this once, and has the node's JVM archive the
 * classes that it needed.
 */
@Command(name = "warm-up-node", hidden = true, description = "Exercises a node for the launcher's class archive.")
final class WarmUpNodeCommand implements Runnable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String MODEL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <imm:IMM-contents xmlns:imm="http://www.saforum.org/IMMSchema">
              <object class="SaClmCluster"><dn>safCluster=c</dn></object>
              <object class="SaClmNode"><dn>safNode=n1,safCluster=c</dn></object>
              <object class="SaAmfCluster">
                <dn>safAmfCluster=c</dn>
                <attr><name>saAmfClusterStartupTimeout</name><value>1000000000</value></attr>
              </object>
              <object class="SaAmfNode">
                <dn>safAmfNode=n1,safAmfCluster=c</dn>
                <attr><name>saAmfNodeClmNode</name><value>safNode=n1,safCluster=c</value></attr>
                <attr><name>saAmfNodeSuFailOverProb</name><value>1000000000</value></attr>
                <attr><name>saAmfNodeSuFailoverMax</name><value>1</value></attr>
              </object>
            </imm:IMM-contents>
            """;

    @ParentCommand
    private AmfCommand amf;

    @Override
    public void run() {
        Surroundings surroundings = amf.surroundings();
        try (RunFolder folder = RunFolder.create(surroundings.workingDirectory(), "warm-up")) {
            Path model = folder.cluster().path().resolve("model.xml");
            Files.writeString(model, MODEL);
            new ClusterStarter(DemoCommand.plan(surroundings, folder, model)).start(LIMIT);
            folder.succeeded();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the model cannot be written: " + e.getMessage(), "", e);
        }
    }
}
