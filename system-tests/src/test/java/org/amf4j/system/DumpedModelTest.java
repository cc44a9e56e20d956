package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The configuration of a running cluster, dumped and loaded into a fresh one. */
class DumpedModelTest {

    private static final String DEPOTS = """
            <?xml version="1.0" encoding="utf-8"?>
            <imm:IMM-contents xmlns:imm="http://www.saforum.org/IMMSchema">
              <class name="Depot">
                <category>SA_CONFIG</category>
                <rdn><name>depot</name><type>SA_STRING_T</type><category>SA_CONFIG</category></rdn>
                <attr><name>serves</name><type>SA_NAME_T</type><category>SA_CONFIG</category><flag>SA_WRITABLE</flag>
                  <flag>SA_MULTI_VALUE</flag><flag>SA_NO_DANGLING</flag></attr>
                <attr><name>share</name><type>SA_DOUBLE_T</type><category>SA_CONFIG</category></attr>
                <attr><name>note</name><type>SA_STRING_T</type><category>SA_CONFIG</category></attr>
                <attr><name>key</name><type>SA_ANY_T</type><category>SA_CONFIG</category></attr>
                <attr><name>large</name><type>SA_UINT64_T</type><category>SA_CONFIG</category></attr>
              </class>
              <object class="Depot"><dn>depot=north</dn>
                <attr><name>serves</name><value>depot=south</value><value>depot=inner,depot=north</value></attr>
                <attr><name>share</name><value>0.1</value></attr>
                <attr><name>note</name><value>two words &amp; more</value></attr>
                <attr><name>key</name><value>00ff7f</value></attr>
                <attr><name>large</name><value>18446744073709551615</value></attr>
              </object>
              <object class="Depot"><dn>depot=inner,depot=north</dn></object>
              <object class="Depot"><dn>depot=south</dn></object>
            </imm:IMM-contents>
            """;

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("dumped", model -> model);

    private static String dumped(String name) throws IOException {
        Path file = CLUSTER.path().resolveSibling(name);
        CLUSTER.call("dump", file.toString()).endsWith(0);
        return Files.readString(file);
    }

    @Test
    @Tag("IMM-004")
    @DisplayName(
            "changes, classes of one's own, values of all types and administrative states are the same in the fresh one")
    void roundTrip() throws IOException {
        Path depots = Files.writeString(CLUSTER.path().resolveSibling("depots.xml"), DEPOTS);
        CLUSTER.call("import", depots.toString()).endsWith(0);
        CLUSTER.call("set", "su1@stream", "saAmfSURank=3").endsWith(0);
        CLUSTER.call(
                        "create",
                        "SaAmfSIDependency",
                        "safDepend=safSi=heartbeat\\,safApp=heartbeat,safSi=stream,safApp=stream",
                        "saAmfToleranceTime=1000000000")
                .endsWith(0);
        CLUSTER.call("lock", "su2@stream").endsWith(0);
        String first = dumped("first.xml");

        CLUSTER.call("cluster", "stop").endsWith(0);
        CLUSTER.call(
                        "cluster",
                        "start",
                        CLUSTER.path().resolveSibling("first.xml").toString())
                .endsWith(0);

        assertThat(first).contains("Depot", "18446744073709551615", "safDepend");
        assertThat(dumped("second.xml")).isEqualTo(first);
        assertThat(CLUSTER.call("get", "su2@stream", "saAmfSUAdminState")
                        .endsWith(0)
                        .out())
                .contains("LOCKED");
    }
}
