package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of proxies: plain programs that go on while their proxies change, and are restarted when they die. */
@Tag("AMF-030")
@Tag("AMF-031")
class ProxyTest {

    private static final String DEVICES = "safSi=devices,safApp=devices";
    private static final String PROXIES = "safSi=proxies,safApp=proxies";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("proxy", demo -> model());

    private static String model() {
        try {
            return Files.readString(Installation.demoModel().resolveSibling("devices.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path device(int unit) {
        return CLUSTER.path().resolve("devices/safComp=device,safSu=su" + unit + ",safSg=devices,safApp=devices");
    }

    private static Optional<ProcessHandle> process(int unit) {
        try {
            Path note = device(unit).resolve("process");
            String said = Files.exists(note) ? Files.readString(note) : "";
            // A script may be about to write it.
            return said.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(said.split(" ")[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String active(String instance) {
        return LocalCluster.unit(CLUSTER.status(), instance, "ACTIVE").orElse("nobody");
    }

    @Test
    @DisplayName("a device goes on when its proxy is killed; when it dies itself, the next proxy restarts it")
    void proxyAndDeviceDie() {
        CLUSTER.awaitWhole();
        String proxy = active(PROXIES);
        assertThat(active(DEVICES)).startsWith("safSu=su1,");
        ProcessHandle before = process(1).orElseThrow();
        String node = proxy.startsWith("safSu=su1,") ? "n1" : "n2";

        CLUSTER.process(node, "safComp=proxy," + proxy).orElseThrow().destroyForcibly();

        CLUSTER.awaitStatus(
                "another proxy",
                s -> LocalCluster.unit(s, PROXIES, "ACTIVE")
                        .filter(u -> !u.equals(proxy))
                        .isPresent());
        CLUSTER.awaitWhole();
        assertThat(process(1)).contains(before);
        assertThat(before.isAlive()).isTrue();
        assertThat(active(DEVICES)).startsWith("safSu=su1,");

        before.destroyForcibly();

        await("the device runs again")
                .atMost(LocalCluster.LIMIT)
                .until(() ->
                        process(1).filter(p -> p.isAlive() && !p.equals(before)).isPresent());
        CLUSTER.awaitWhole();
        assertThat(active(DEVICES)).startsWith("safSu=su1,");
    }
}
