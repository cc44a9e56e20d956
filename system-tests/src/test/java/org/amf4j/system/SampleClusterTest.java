package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.FolderCleaner;
import org.amf4j.admin.cluster.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Files as others write them, on a real cluster of five nodes: loaded, changed, dumped, and loaded into a fresh one.
 *
 * <p>The programs that the files name are not part of them. For the application there is one of ours, put in place by changes
 * that any operator could make. What the middleware names as its own components is not on this machine, so these fail to
 * start, and the cluster says so.
 */
class SampleClusterTest {

    private static final String CLUSTER = "safAmfCluster=myAmfCluster";
    private static final String GROUP = "safSg=AmfDemo,safApp=AmfDemo1";
    private static final String INSTANCE = "safSi=AmfDemo,safApp=AmfDemo1";
    private static final String CSI = "safCsi=AmfDemo," + INSTANCE;
    private static final String STREAM = "safLgStrCfg=saLogAlarm,safApp=safLogService";

    private Path folder;
    private ClusterFolder files;
    private ClusterView view;
    private Amf amf;

    @BeforeEach
    void folder() throws IOException {
        Amf.prepare();
        folder = Installation.emptyFolder("sampled");
        files = new ClusterFolder(folder.resolve("run"));
        view = new ClusterView(files);
        amf = new Amf(folder, folder.resolve("calls"))
                .with("AMF_DIR", files.path().toString());
    }

    @AfterEach
    void stop() {
        if (Files.isDirectory(files.path())) {
            Logs.print(files);
            amf.call("cluster", "stop");
        }
        Processes.assertNoneMentions(files.path().toString());
    }

    private void done(String... arguments) {
        amf.call(arguments).endsWith(0);
    }

    private static String unit(int number) {
        return "safSu=SU" + number + "," + GROUP;
    }

    /** The script that the application's file names, doing what our own example does. */
    private Path bundle() throws IOException {
        Path scripts = Installation.root().resolve("examples").resolve("scripts");
        Path bundle = Files.createDirectories(folder.resolve("bundle"));
        Path script = Files.writeString(bundle.resolve("amf_demo_script"), """
                #!/bin/sh
                case $1 in
                    instantiate) exec '%1$s/streamer-instantiate' ;;
                    cleanup) exec '%1$s/streamer-cleanup' ;;
                esac
                """.formatted(scripts));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return bundle;
    }

    /** Where the software of the application is on its nodes, and what our program wants to know: one change. */
    private Path installation() throws IOException {
        Path bundle = bundle();
        String moved = IntStream.rangeClosed(1, 2)
                .mapToObj(n -> "safInstalledSwBundle=safSmfBundle=AmfDemo,safAmfNode=SC-" + n + "," + CLUSTER)
                .map(dn -> "delete " + dn + "\ncreate SaAmfNodeSwBundle " + dn + " saAmfNodeSwBundlePathPrefix=\""
                        + bundle + "\"\n")
                .collect(Collectors.joining());
        String port = "create SaAmfCSIAttribute safCsiAttr=port," + CSI + " saAmfCSIAttriValue="
                + FreePorts.find(1).getFirst() + "\n";
        return Files.writeString(folder.resolve("installation.ccb"), moved + port);
    }

    private void change() throws IOException {
        done("ccb", "-f", installation().toString());
        for (int number = 1; number <= 2; number++) {
            done("unlock-in", unit(number));
            done("unlock", unit(number));
        }
        done("set", unit(2), "saAmfSURank=7", "and", GROUP, "saAmfSGNumPrefInserviceSUs=2");
        done("set", "safCsiAttr=AmfDemo1," + CSI, "saAmfCSIAttriValue+=CCCC");
        done("set", STREAM, "saLogStreamMaxFilesRotated=9");
        done("create", "SaAmfNodeGroup", "safAmfNodeGroup=odd," + CLUSTER, "saAmfNGNodeList=" + amfNode("PL-3"));
        done("delete", "safHealthcheckKey=AmfDemo,safVersion=1,safCompType=AmfDemo1");
        done("lock", amfNode("PL-4"));
    }

    private static String amfNode(String name) {
        return "safAmfNode=" + name + "," + CLUSTER;
    }

    private void awaitService() {
        view.awaitStatus(
                "the application of the files has an active and a standby",
                status -> ClusterView.unit(status, INSTANCE, "ACTIVE").isPresent()
                        && ClusterView.unit(status, INSTANCE, "STANDBY").isPresent());
    }

    private String dumped(String name) throws IOException {
        Path file = folder.resolve(name);
        done("dump", file.toString());
        return Files.readString(file);
    }

    /** The nodes, units and states that {@code status} shows for what the middleware's files name as its own. */
    private static Map<String, String> presenceOfOthers(JsonNode status) {
        return ClusterView.stream(status, "sus")
                .filter(su -> su.path("dn").asText().endsWith(",safApp=OpenSAF"))
                .collect(Collectors.toMap(
                        su -> su.path("dn").asText(), su -> su.path("presence").asText()));
    }

    @Test
    @Tag("IMM-004")
    @DisplayName("a cluster of five nodes and an application on it: loaded, changed, dumped and loaded are the same")
    void roundTrip() throws IOException {
        List<String> samples = List.of(Samples.file("cluster-5-nodes.xml"), Samples.file("AppConfig-2N.xml"));

        done("cluster", "start", samples.get(0), samples.get(1));
        change();
        awaitService();
        assertThat(presenceOfOthers(view.status()))
                .hasSize(7)
                .allSatisfy((unit, presence) -> assertThat(presence).endsWith("FAILED"));
        String first = dumped("first.xml");
        done("cluster", "stop");
        FolderCleaner.delete(files.path());
        done("cluster", "start", folder.resolve("first.xml").toString());
        awaitService();

        assertThat(first)
                .contains("safAmfNodeGroup=odd", ">CCCC<", "<name>saLogStreamMaxFilesRotated</name>")
                .doesNotContain("safHealthcheckKey=AmfDemo,");
        assertThat(dumped("second.xml")).isEqualTo(first);
        assertThat(amf.call(
                                "config",
                                "diff",
                                samples.get(0),
                                folder.resolve("first.xml").toString())
                        .out())
                .contains("safApp=AmfDemo1");
        done("cluster", "stop");
        FolderCleaner.delete(files.path());
    }
}
